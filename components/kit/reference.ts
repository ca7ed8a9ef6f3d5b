import { describeValue, type Mistake, mistaken, type Parsed, quote } from "./mistake.ts"

/** A component named in the document. References are objects so that they can be found again in the parsed value. */
export interface ComponentReference {
  readonly refersTo: "component"
  readonly component: string
}

/** An operation of a component; without one, the component's only or default operation. */
export interface OperationReference {
  readonly refersTo: "operation"
  readonly component: string
  readonly operation: string | undefined
}

/** Calls from one side to the other. Each side is a name, a prefix glob (`pay-*`) or `*`. */
export interface LinkReference {
  readonly refersTo: "link"
  readonly from: string
  readonly to: string
}

/** What a fault strikes: a component or glob, one replica of it, a link, or a zone. */
export type TargetReference =
  | { readonly refersTo: "target"; readonly pattern: string; readonly replica: number | undefined }
  | { readonly refersTo: "target-link"; readonly from: string; readonly to: string }
  | { readonly refersTo: "target-zone"; readonly zone: string }

/** A file below the scenario's folder, to be read before compiling. */
export interface FileReference {
  readonly refersTo: "file"
  readonly path: string
  /** What each line of it holds. */
  readonly of: "duration" | "size" | "number"
}

export type Reference = ComponentReference | OperationReference | LinkReference | TargetReference | FileReference

/** Letters, digits, `-` and `_`, a letter or `_` first; 63 at most, as in DNS labels (RFC 1123). */
const name = /^[A-Za-z_][A-Za-z0-9_-]{0,62}$/
/** A name, or the start of one with `*` behind it, or `*` alone. */
const pattern = /^(?:[A-Za-z_][A-Za-z0-9_-]{0,62}\*?|\*)$/

/** The names of DESIGN's namespace: components, operations, zones, request classes. */
export function isName(text: string): boolean {
  return name.test(text)
}

function isPattern(text: string): boolean {
  return pattern.test(text)
}

/** True where the pattern is the name, or a prefix of it before a `*`. */
export function matchesPattern(patternText: string, name: string): boolean {
  return patternText.endsWith("*") ? name.startsWith(patternText.slice(0, -1)) : patternText === name
}

/** `bots`, `bot-*`, or `*` for every name. */
export function parsePattern(input: unknown): Parsed<string> {
  if (typeof input === "string" && isPattern(input)) return { value: input }
  return notAReference(input, "a name, or the beginning of one and *", "bot-*")
}

export function parseName(input: unknown): Parsed<string> {
  if (typeof input === "string" && isName(input)) return { value: input }
  return mistaken(notAName(input))
}

function notAName(input: unknown): Mistake {
  const expected = "a name: letters, digits, - and _, a letter first, 63 at most"
  const found = describeValue(input)
  const message = `expected ${expected}, found ${found}`
  if (typeof input !== "string") return { code: "E-wrong-type", message, found, expected }
  const repaired = input
    .trim()
    .replace(/[^A-Za-z0-9_-]+/g, "-")
    .replace(/^[^A-Za-z_]+|-+$/g, "")
    .slice(0, 63)
  return { code: "E-name-invalid", message, found, expected, ...(isName(repaired) ? { suggestion: repaired } : {}) }
}

export function parseComponentReference(input: unknown): Parsed<ComponentReference> {
  if (typeof input === "string" && isName(input)) return { value: { refersTo: "component", component: input } }
  return notAReference(input, "the name of a component", "ledger")
}

/** `ledger.insert`, or `ledger` alone. */
export function parseOperationReference(input: unknown): Parsed<OperationReference> {
  const [component = "", operation, ...more] = typeof input === "string" ? input.split(".") : []
  if (more.length === 0 && isName(component) && (operation === undefined || isName(operation))) {
    return { value: { refersTo: "operation", component, operation } }
  }
  return notAReference(input, "a component or one of its operations", "ledger.insert")
}

/** `pay -> ledger`, `* -> ledger`, `pay-* -> *`. */
export function parseLinkReference(input: unknown): Parsed<LinkReference> {
  const sides = linkSides(input)
  if (sides !== undefined) return { value: { refersTo: "link", ...sides } }
  return notAReference(input, "two components with an arrow", "pay -> ledger")
}

function linkSides(input: unknown): { from: string; to: string } | undefined {
  if (typeof input !== "string") return undefined
  const [from = "", to = "", ...more] = input.split("->").map((side) => side.trim())
  return more.length === 0 && isPattern(from) && isPattern(to) ? { from, to } : undefined
}

/** `ledger`, `ledger[2]`, `pay-*`, `pay -> ledger`, `zone:eu-1`. */
export function parseTargetReference(input: unknown): Parsed<TargetReference> {
  const sides = linkSides(input)
  if (sides !== undefined) return { value: { refersTo: "target-link", ...sides } }
  const text = typeof input === "string" ? input.trim() : ""
  const zone = text.startsWith("zone:") ? text.slice("zone:".length).trim() : ""
  if (isName(zone)) return { value: { refersTo: "target-zone", zone } }
  const [, patternText = "", replica] = /^([^[\]]*?)(?:\[(\d{1,6})\])?$/.exec(text) ?? []
  if (isPattern(patternText) && !(replica !== undefined && patternText.endsWith("*"))) {
    return {
      value: { refersTo: "target", pattern: patternText, replica: replica === undefined ? undefined : Number(replica) },
    }
  }
  return notAReference(input, "a component, a replica such as ledger[2], a link or a zone", "ledger")
}

function notAReference(input: unknown, noun: string, example: string): { readonly mistakes: readonly [Mistake] } {
  const found = describeValue(input)
  const expected = `${noun} such as ${quote(example)}`
  const code = typeof input === "string" ? "E-reference-invalid" : "E-wrong-type"
  return mistaken({ code, message: `expected ${expected}, found ${found}`, found, expected })
}

/** A reference and where it stands in the parsed value. */
export interface FoundReference {
  readonly reference: Reference
  readonly path: readonly (string | number)[]
}

/**
 * Every reference in a parsed value, in document order. The path is that of the document wherever parsing kept
 * the shape; where a shorthand was expanded it goes deeper than the document, so ask for the nearest position.
 */
export function collectReferences(parsed: unknown): readonly FoundReference[] {
  const found: FoundReference[] = []
  const pending: { value: unknown; path: readonly (string | number)[] }[] = [{ value: parsed, path: [] }]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { value, path } = next
    if (typeof value !== "object" || value === null) continue
    if (isReference(value)) {
      found.push({ reference: value, path })
      continue
    }
    const members = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
    // Backwards, because the last pushed is looked at first.
    for (const [key, member] of members.reverse()) pending.push({ value: member, path: [...path, key] })
  }
  return found
}

function isReference(value: object): value is Reference {
  return "refersTo" in value && typeof value.refersTo === "string"
}
