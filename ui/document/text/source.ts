import { parseText } from "../../../scenarios/text/parse.ts"
import type { ParsedText } from "../../../scenarios/text/parsed-text.ts"
import { looksLikeJson } from "../../../scenarios/text/yaml-text.ts"

/** A text that can be edited: it was read without an error of YAML. */
export interface Source {
  readonly text: string
  readonly parsed: ParsedText
  readonly isJson: boolean
  /** As its first line ends. */
  readonly newline: "\n" | "\r\n"
}

/** Undefined for a text that is no YAML, or none that the language takes. */
export function readSource(text: string): Source | undefined {
  const before = recent.get(text)
  if (before !== undefined) return before
  const parsed = parseText(text)
  if (parsed.problems.some(({ severity }) => severity === "error")) return undefined
  const newline = /^[^\n]*\r\n/.test(text) ? "\r\n" : "\n"
  const source: Source = { text, parsed, isJson: looksLikeJson(text), newline }
  const [oldest] = recent.keys()
  if (oldest !== undefined && recent.size >= recentMax) recent.delete(oldest)
  recent.set(text, source)
  return source
}

/** Forms and edits ask again and again for the text as it is. */
const recent = new Map<string, Source>()
/** Chosen: the text, and the few that an edit makes on its way. */
const recentMax = 8
