import { isCollection, isMap, isScalar, type Node } from "yaml"
import type { Span } from "../../components/kit/mistake.ts"
import type { ProblemCode } from "./codes.ts"
import type { ParsedText } from "./parsed-text.ts"
import type { Path } from "./place.ts"
import type { Problem, Suggestion } from "./problem.ts"
import { looksLikeJson, scalarText } from "./yaml-text.ts"

/** A problem known by the path of the value; the place and the text of the suggestion are worked out from it. */
export interface ProblemAt {
  readonly code: ProblemCode
  readonly path: Path
  readonly message: string
  readonly severity?: "error" | "warning"
  /** The key at the path is wrong, not its value. */
  readonly isKey?: boolean
  /** The part of the text at the path that is wrong. */
  readonly at?: Span | undefined
  readonly found?: string | undefined
  readonly expected?: string | undefined
  /** What to put in place of the part, the value or the key; text stands for text, a number for a number. */
  readonly suggestion?: string | number | boolean | undefined
}

export function problemAt(parsed: ParsedText, what: ProblemAt): Problem {
  const { code, path, message, severity = "error", at, found, expected } = what
  // A name inside a short text is a part of that text, not a key of the document.
  const isKey = what.isKey === true && at === undefined
  const span = at === undefined ? undefined : parsed.spanPosition(path, at)
  const suggestion = isKey ? keySuggestion(parsed, what) : valueSuggestion(parsed, what)
  return {
    code,
    severity,
    path,
    message,
    ...(span ?? parsed.position(path, isKey ? "key" : "value")),
    ...(found === undefined ? {} : { found }),
    ...(expected === undefined ? {} : { expected }),
    ...(suggestion === undefined ? {} : { suggestion }),
  }
}

function keySuggestion(parsed: ParsedText, { path, suggestion }: ProblemAt): Suggestion | undefined {
  if (suggestion === undefined) return undefined
  const { start, end } = parsed.position(path, "key")
  const text = scalarText(String(suggestion), looksLikeJson(parsed.text))
  return { text, replace: { start, end }, question: `did you mean ${JSON.stringify(suggestion)}` }
}

/** Replaces the wrong part if the scalar can hold the new text as it is written, else the whole scalar. */
function valueSuggestion(parsed: ParsedText, { path, at, suggestion }: ProblemAt): Suggestion | undefined {
  const node = parsed.nodeAt(path)
  if (suggestion === undefined || !isScalar(node) || node.range == null) return undefined
  const question = `did you mean ${JSON.stringify(suggestion)}`
  const span = at === undefined ? undefined : parsed.spanPosition(path, at)
  if (span !== undefined && typeof suggestion === "string" && /^[\w.%/+ -]*$/.test(suggestion)) {
    return { text: suggestion, replace: { start: span.start, end: span.end }, question }
  }
  const [start, end] = node.range
  if (end === start || String(node.type).startsWith("BLOCK")) return undefined
  const old = String(node.value)
  const whole = at === undefined ? suggestion : old.slice(0, at.offset) + suggestion + old.slice(at.offset + at.length)
  return { text: scalarText(whole, looksLikeJson(parsed.text)), replace: { start, end }, question }
}

/** `key: value` at the head of the mapping at the path; undefined where there is no mapping to add to. */
export function additionOf(
  parsed: ParsedText,
  path: Path,
  entry: { key: string; value: string },
): Suggestion | undefined {
  const node = parsed.nodeAt(path)
  if (!isMap(node) || node.range == null) return undefined
  const isJson = looksLikeJson(parsed.text)
  const text = `${isJson ? JSON.stringify(entry.key) : entry.key}: ${isJson ? JSON.stringify(entry.value) : entry.value}`
  const question = `add ${text}`
  const [start] = node.range
  if (node.items.length === 0) return { text, replace: { start: start + 1, end: start + 1 }, question }
  const first = firstKeyStart(node.items[0]?.key) ?? start
  const { column } = parsed.rangeOf(first, first)
  const separator = node.flow === true ? ", " : `\n${" ".repeat(column - 1)}`
  return { text: text + separator, replace: { start: first, end: first }, question }
}

function firstKeyStart(key: unknown): number | undefined {
  return isScalar(key) ? key.range?.[0] : undefined
}

/** The text of a node that stands on one line and can be moved into brackets; undefined for block style. */
export function inlineText(
  parsed: ParsedText,
  node: Node | undefined,
): { text: string; start: number; end: number } | undefined {
  if (node?.range == null || (isCollection(node) && node.flow !== true)) return undefined
  const [start, end] = node.range
  const text = parsed.text.slice(start, end)
  return text === "" || text.includes("\n") ? undefined : { text, start, end }
}
