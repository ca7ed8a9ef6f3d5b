import { parseText } from "../../scenarios/text/parse.ts"
import type { ParsedText } from "../../scenarios/text/parsed-text.ts"
import type { Problem } from "../../scenarios/text/problem.ts"
import { additionOf } from "../../scenarios/text/problem-at.ts"
import { looksLikeJson } from "../../scenarios/text/yaml-text.ts"
import { checkShape } from "../../scenarios/text/zod-problems.ts"
import { broken, hasErrors, type Imported, type ImportOptions, imported } from "../imported.ts"
import { Notes } from "../notes.ts"
import { kongDraft } from "./draft.ts"
import { type KongFile, kongSchema } from "./schema.ts"

/**
 * A declarative file of Kong as a scenario: a gateway, its services, policies and a load. Never throws for what the text
 * holds. Sources: Kong 3.10, kong/db/schema/entities and kong/db/declarative.
 */
export function importKong(text: string, options: ImportOptions = {}): Imported {
  const parsed = parseText(text)
  const read = kongFileOf(parsed, options)
  if (read.file === undefined) return broken(parsed, read.problems)
  const notes = new Notes(parsed)
  for (const problem of read.problems) notes.add(problem)
  const draft = kongDraft(read.file, notes)
  return hasErrors(notes.problems) ? broken(parsed, notes.problems) : imported(draft, notes)
}

/** The file with Kong's defaults, undefined where it is broken. */
export function readKong(
  text: string,
  options: ImportOptions = {},
): { readonly file: KongFile | undefined; readonly problems: readonly Problem[] } {
  const parsed = parseText(text)
  const { file, problems } = kongFileOf(parsed, options)
  return { file, problems: [...parsed.problems, ...problems] }
}

function kongFileOf(parsed: ParsedText, { strict = false }: ImportOptions) {
  const none = { file: undefined, problems: [] }
  if (hasErrors(parsed.problems)) return none
  const shape = checkShape(kongSchema, parsed)
  if ("problems" in shape) return { ...none, problems: shape.problems }
  const notes = new Notes(parsed)
  if (shape.value._format_version === undefined) {
    const message = "Kong refuses a file without _format_version"
    if (strict) notes.error("E-missing-key", [], message)
    else notes.warn("W-would-be-refused", [], `${message}; this one is read as that of "3.0"`)
  }
  const addition = additionOf(parsed, [], {
    key: "_format_version",
    value: looksLikeJson(parsed.text) ? "3.0" : '"3.0"',
  })
  const problems = notes.problems.map((problem) =>
    addition === undefined ? problem : { ...problem, suggestion: addition },
  )
  return { file: hasErrors(problems) ? undefined : shape.value, problems }
}
