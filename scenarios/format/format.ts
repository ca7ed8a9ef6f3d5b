import { fillProfiles } from "../document/profiles.ts"
import { documentSchema } from "../document/schema.ts"
import { parseText } from "../text/parse.ts"
import { ParsedText } from "../text/parsed-text.ts"
import type { Problem } from "../text/problem.ts"
import { checkShape } from "../text/zod-problems.ts"
import { type Edit, editOf, type Form } from "./edit.ts"
import { type Field, fieldsOf } from "./fields.ts"

export interface FormatOptions {
  /** Which form every field with a short and a long one gets; `keep` leaves each as it is. */
  readonly form?: Form
}

export type FormatResult = { readonly text: string } | { readonly problems: readonly Problem[] }

/**
 * The document with fields in the wanted form, quantities without blanks and the seed as a text. All else, comments
 * among it, stays as written; what has a comment inside keeps its form. The plan and its hash stay the same. A document
 * with mistakes in its shape comes back as its problems; names need not exist.
 */
export function formatScenario(text: string, { form = "keep" }: FormatOptions = {}): FormatResult {
  const parsed = parseText(text)
  if (parsed.problems.some(({ severity }) => severity === "error")) return { problems: parsed.problems }
  const { problems, document, data } = parsed
  const filled = new ParsedText({ text, problems, document, data: fillProfiles(data) })
  const shape = checkShape(documentSchema, filled)
  if ("problems" in shape) return { problems: shape.problems }
  const fields = [...seedField(data), ...fieldsOf(data)]
  const edits = fields.flatMap((field) => editOf(parsed, field, form) ?? [])
  return { text: tidyEnd(applied(text, edits)) }
}

/** The seed has no unit and so no hint. */
function seedField(data: unknown): readonly Field[] {
  const seed: unknown = new Map<string, unknown>(Object.entries(Object(data))).get("seed")
  return typeof seed === "number" ? [{ path: ["seed"], value: seed, hint: { kind: "number" } }] : []
}

/** A place that several paths lead to is edited once. */
function applied(text: string, edits: readonly Edit[]): string {
  const byStart = [...new Map(edits.map((edit) => [edit.start, edit])).values()].sort((a, b) => b.start - a.start)
  return byStart.reduce((whole, { start, end, text: part }) => whole.slice(0, start) + part + whole.slice(end), text)
}

/** Nothing behind the last line but one newline. */
function tidyEnd(text: string): string {
  return `${text.trimEnd()}\n`
}
