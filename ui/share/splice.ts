/** One text made from another: so many characters at a place are taken out, and others put in. */
export interface Splice {
  /** In UTF-16 units, as `slice` counts. */
  readonly at: number
  readonly removed: number
  readonly inserted: string
}

/** The shortest single splice that makes one text of the other. */
export function spliceBetween(from: string, to: string): Splice {
  const shorter = Math.min(from.length, to.length)
  let head = 0
  while (head < shorter && from[head] === to[head]) head++
  let tail = 0
  while (tail < shorter - head && from[from.length - 1 - tail] === to[to.length - 1 - tail]) tail++
  return { at: head, removed: from.length - head - tail, inserted: to.slice(head, to.length - tail) }
}

export function spliced(text: string, { at, removed, inserted }: Splice): string {
  return text.slice(0, at) + inserted + text.slice(at + removed)
}
