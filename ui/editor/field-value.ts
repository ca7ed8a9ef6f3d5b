import type { FieldType, Value } from "../document/index.ts"

/** Fields whose value is a number when it looks like one; in the others `5` is a text. */
const NUMERIC: readonly FieldType[] = ["count", "number", "other", "list"]

/** A value as it is shown in a field: a text as it is, all else as JSON, which is YAML. */
export function shownValue(value: Value | undefined): string {
  if (value === undefined || value === null) return ""
  return typeof value === "string" ? value : JSON.stringify(value)
}

/** What was typed, as the document holds it: JSON where it is that and the field takes such, a text otherwise. */
export function readTyped(typed: string, { type }: { readonly type: FieldType }): Value {
  const text = typed.trim()
  if (!NUMERIC.includes(type) && !/^[[{]/.test(text)) return text
  try {
    const parsed: Value = JSON.parse(text)
    return parsed
  } catch {
    return text
  }
}
