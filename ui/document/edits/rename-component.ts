import { isName, matchesPattern } from "../../../components/kit/reference.ts"
import { pathText } from "../../../scenarios/text/place.ts"
import { estateOf, namesIn } from "../names/estate.ts"
import { type Mention, mentionsIn } from "../names/mentions.ts"
import { valueAt } from "../text/data.ts"
import type { Source } from "../text/source.ts"
import { after } from "./draft.ts"
import { refuse } from "./refusal.ts"

/** The text with another name for a component wherever it, or a sidecar beside it, is named. */
export function withNewName(source: Source, from: string, to: string): Source {
  const names = namesIn(source.parsed.data)
  if (!names.includes(from)) return refuse("not-there", `there is no component "${from}"`)
  if (from === to) return source
  requireFree(names, to)
  const estate = estateOf(source)
  const mentions = mentionsIn(source, estate)
  requireSamePatterns(mentions, from, to)
  const sidecar = estate?.sidecars.get(from)
  const newNames = new Map([
    [from, to],
    ...(sidecar === undefined ? [] : [[sidecar, to + sidecar.slice(from.length)] as const]),
  ])
  const places = new Map<string, readonly Mention[]>()
  for (const mention of mentions) {
    if (!newNames.has(mention.pattern)) continue
    const key = JSON.stringify([mention.path, mention.isKey])
    places.set(key, [...(places.get(key) ?? []), mention])
  }
  // Keys last and from the inside, because values are found by the keys around them.
  const ordered = [...places.values()].sort((a, b) => rankOf(b) - rankOf(a))
  return ordered.reduce((now, mentionsHere) => renamedAt(now, mentionsHere, newNames), source)
}

export function requireFree(names: readonly string[], name: string): void {
  if (!isName(name)) refuse("name", "a name has letters, digits, - and _, a letter first, 63 at most")
  if (names.includes(name)) refuse("name", `there is a component "${name}" already`)
}

/** A pattern that fits one of the two names only would mean something else afterwards. */
function requireSamePatterns(mentions: readonly Mention[], from: string, to: string): void {
  const odd = mentions.find(
    ({ pattern }) => pattern.endsWith("*") && matchesPattern(pattern, from) !== matchesPattern(pattern, to),
  )
  if (odd === undefined) return
  const fits = matchesPattern(odd.pattern, from) ? `"${from}" and not "${to}"` : `"${to}" and not "${from}"`
  refuse("name", `"${odd.pattern}" in ${pathText(odd.path.slice(0, odd.isKey ? 1 : undefined))} fits ${fits}`)
}

function rankOf([first]: readonly Mention[]): number {
  if (first === undefined) return 0
  return first.isKey ? first.path.length - 1000 : first.path.length
}

function renamedAt(source: Source, mentions: readonly Mention[], names: ReadonlyMap<string, string>): Source {
  const [first] = mentions
  if (first === undefined) return source
  const { path, isKey } = first
  const old = isKey ? String(path.at(-1)) : String(valueAt(source.parsed.data, path))
  const text = [...mentions]
    .sort((a, b) => b.offset - a.offset)
    .reduce(
      (all, { offset, pattern }) =>
        all.slice(0, offset) + (names.get(pattern) ?? pattern) + all.slice(offset + pattern.length),
      old,
    )
  return after(source, isKey ? { do: "rename-key", path, key: text } : { do: "set", path, value: text })
}
