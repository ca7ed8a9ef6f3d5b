import type * as z from "zod"
import { mistakeOf } from "../../components/kit/field.ts"

const typeWords: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "a mapping",
  record: "a mapping",
  array: "a list",
  tuple: "a list",
  null: "nothing",
  undefined: "nothing",
}

/** What an issue wanted, in plain words. */
export function expectedWords(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type") return typeWords[issue.expected] ?? issue.expected
  if (issue.code === "invalid_value") return oneOf(issue.values.map(String))
  if (issue.code === "custom") return mistakeOf(issue.params)?.expected ?? issue.message
  if (issue.code === "invalid_union") {
    return alternatives(issue.errors.flatMap((branch) => branch.slice(0, 1)).map(expectedWords))
  }
  return "another value"
}

/** `"a"`, `"a" or "b"`, `one of a, b, c`. */
export function oneOf(words: readonly string[]): string {
  const quoted = words.map((word) => JSON.stringify(word))
  return words.length <= 2 ? quoted.join(" or ") : `one of ${words.join(", ")}`
}

/** `a text, a number or a list`, each once. */
function alternatives(words: readonly string[]): string {
  const different = [...new Set(words)]
  const last = different.at(-1) ?? "another value"
  return different.length < 2 ? last : `${different.slice(0, -1).join(", ")} or ${last}`
}
