/** True when `name` is `pattern` with each `*` standing for any text, also none. No other character is special. */
export function matchesGlob(pattern: string, name: string): boolean {
  const [first = "", ...others] = pattern.split("*")
  const last = others.pop()
  if (last === undefined) return name === pattern
  if (!name.startsWith(first) || !name.endsWith(last)) return false
  let from = first.length
  for (const piece of others) {
    const at = name.indexOf(piece, from)
    if (at < 0) return false
    from = at + piece.length
  }
  return name.length - last.length >= from
}
