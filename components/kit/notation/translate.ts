import type { Notation, NotationKind, Raw } from "./notation.ts"
import { readRaw } from "./read.ts"

/**
 * The short text that means the same as a long object, for `fmt`. Undefined where there is none (a mixture) or
 * the object is wrong. A text comes back as it is.
 */
export function shortForm<Output>(input: unknown, notation: Notation<Output>): string | number | undefined {
  if (typeof input === "string" || typeof input === "number") return input
  const raw = readRaw(input, notation)
  const kind = "value" in raw ? notation.kinds.get(raw.value.kind) : undefined
  if (!("value" in raw) || kind === undefined) return undefined
  const bare = raw.value.kind === notation.bare ? raw.value.members.get(kind.positional ?? "")?.input : undefined
  if (bare !== undefined && raw.value.members.size === 1) return typeof bare === "number" ? bare : wordOf(bare)
  const words = shortWords(raw.value, kind)
  return words === undefined ? undefined : [raw.value.kind, ...words].join(" ")
}

function shortWords<Output>({ members }: Raw, kind: NotationKind<Output>): readonly string[] | undefined {
  const [low, high] = (kind.range ?? []).map((name) => wordOf(members.get(name)?.input))
  const isRange = low !== undefined && high !== undefined && members.size === 2
  if (isRange) return [`${low}..${high}`]
  const words = [...members].map(([name, { input }]) => {
    const word = wordOf(input)
    if (word === undefined) return undefined
    return name === kind.positional ? word : `${name}=${word}`
  })
  return words.every((word) => word !== undefined) ? words : undefined
}

/** One word of the short form; inner spaces (`2 ms`) are left out. */
function wordOf(input: unknown): string | undefined {
  if (typeof input !== "string" && typeof input !== "number") return undefined
  const word = String(input).replace(/\s+/g, "")
  return word === "" ? undefined : word
}

/** The long object that means the same as a short text, for `fmt`. Undefined where the text is wrong. */
export function longForm<Output>(
  input: unknown,
  notation: Notation<Output>,
): Readonly<Record<string, unknown>> | undefined {
  const raw = readRaw(input, notation)
  const kind = "value" in raw ? notation.kinds.get(raw.value.kind) : undefined
  if (!("value" in raw) || kind === undefined) return undefined
  const members = [...raw.value.members].map(([name, { input: member }]): [string, unknown] => [
    name,
    kind.parameters[name]?.written === "number" ? Number(member) : member,
  ])
  return { kind: raw.value.kind, ...Object.fromEntries(members) }
}
