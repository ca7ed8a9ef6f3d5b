import { parseLinkReference, parseTargetReference } from "../../../components/kit/reference.ts"
import { wordsOf } from "../../../scenarios/objectives/words.ts"
import { componentOf } from "../../../scenarios/run/registry.ts"
import type { Path } from "../../../scenarios/text/place.ts"
import { referencesIn } from "../schema/walk.ts"
import { valueAt } from "../text/data.ts"
import type { Source } from "../text/source.ts"
import { type Estate, namesIn } from "./estate.ts"

/** A place of a document where a component is named. */
export interface Mention {
  readonly path: Path
  /** It is named by the key at the path, not by its value. */
  readonly isKey: boolean
  /** The part of the text that is the name, from its first character. */
  readonly offset: number
  /** A name, the beginning of some and `*`, or `*` for all. */
  readonly pattern: string
}

/**
 * Every place where the document names components: those whose schema says so, keys by name and by link, objectives,
 * and what the kinds know of their parameters. Without an estate the last are left out.
 */
export function mentionsIn({ parsed }: Source, estate: Estate | undefined): readonly Mention[] {
  const { data } = parsed
  const found = [
    ...referencesIn(data).flatMap(({ path, text, refersTo }) =>
      refersTo === "target"
        ? inTarget(text, { path, isKey: false })
        : [{ path, isKey: false, offset: 0, pattern: text.split(".")[0] ?? "" }],
    ),
    ...["components", "load"].flatMap((section) =>
      keysAt(data, [section]).map((key) => ({ path: [section, key], isKey: true, offset: 0, pattern: key })),
    ),
    ...["links", "policies"].flatMap((section) =>
      keysAt(data, [section]).flatMap((key) => inLink(key, { path: [section, key], isKey: true })),
    ),
    ...objectives(data),
    ...(estate === undefined ? [] : namesIn(data).flatMap((name) => ofKind(name, estate))),
  ]
  const unique = new Map(found.map((one) => [JSON.stringify([one.path, one.isKey, one.offset]), one]))
  return [...unique.values()].filter(({ path, isKey }) => isKey || valueAt(data, path) !== undefined)
}

interface At {
  readonly path: Path
  readonly isKey: boolean
}

function keysAt(data: unknown, path: Path): readonly string[] {
  const value = valueAt(data, path)
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : []
}

function inTarget(text: string, at: At): readonly Mention[] {
  const parsed = parseTargetReference(text)
  if (!("value" in parsed) || parsed.value.refersTo === "target-zone") return []
  if (parsed.value.refersTo === "target-link") return inLink(text, at)
  const { pattern } = parsed.value
  return [{ ...at, offset: text.indexOf(pattern), pattern }]
}

function inLink(text: string, at: At): readonly Mention[] {
  const parsed = parseLinkReference(text)
  if (!("value" in parsed)) return []
  const { from, to } = parsed.value
  const arrow = text.indexOf("->")
  return [
    { ...at, offset: text.indexOf(from), pattern: from },
    { ...at, offset: text.indexOf(to, arrow + 2), pattern: to },
  ]
}

/** The words behind `of`, or behind `in` for the share of an outcome; a recovery names nobody. */
function objectives(data: unknown): readonly Mention[] {
  const list = valueAt(data, ["objectives"])
  if (!Array.isArray(list)) return []
  return list.flatMap((text: unknown, index) => {
    if (typeof text !== "string") return []
    const words = wordsOf(text)
    const [first] = words
    const preposition = words.findIndex((word) => word.text === (first?.text === "share" ? "in" : "of"))
    if (preposition === -1 || first?.text === "recovers") return []
    const at = { path: ["objectives", index], isKey: false }
    const end = words.findIndex((word, place) => place > preposition && /^[<>=]/.test(word.text))
    return words.slice(preposition + 1, end === -1 ? undefined : end).flatMap((word) => {
      const offset = word.offset + (word.isQuoted ? 1 : 0)
      if (word.isQuoted && word.text.includes("->"))
        return inLink(word.text, at).map((one) => ({ ...one, offset: one.offset + offset }))
      const name = word.text.split(".")[0] ?? ""
      return word.text === "->" ? [] : [{ ...at, offset, pattern: name }]
    })
  })
}

/** What a component's kind knows of its parameters: clients, members of meshes, and rules for their calls. */
function ofKind(name: string, { components }: Estate): readonly Mention[] {
  const entry = components[name]
  if (entry === undefined) return []
  const { knows, proxies } = componentOf(entry.kind)
  const home = ["components", name]
  const clients = (knows?.(entry.params) ?? []).filter(({ of }) => of === "client")
  const members = proxies === undefined ? [] : [...proxies.members(entry.params), ...proxies.names(entry.params)]
  const rules = proxies?.rules(entry.params) ?? []
  return [
    ...clients.map((one) => ({ path: [...home, ...one.path], isKey: one.isKey, offset: 0, pattern: one.name })),
    ...members.map(({ path, pattern }) => ({ path: [...home, ...path], isKey: false, offset: 0, pattern })),
    ...rules.flatMap(({ path, key }) => inLink(key, { path: [...home, ...path], isKey: true })),
  ]
}
