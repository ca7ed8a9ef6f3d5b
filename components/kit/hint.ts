import * as z from "zod"
import "./zod-config.ts"

/** What forms, docs and the published JSON Schema know about a field beyond its type; kept under `x-orrery`. */
export interface FieldHint {
  readonly kind:
    | "duration"
    | "rate"
    | "size"
    | "share"
    | "bandwidth"
    | "count"
    | "number"
    | "choice"
    | "distribution"
    | "keys"
    | "notation"
    | "name"
    | "reference"
    | "alternatives"
  /** What the name refers to; `operation` is `component.operation` or a component alone. */
  readonly refersTo?: "component" | "operation" | "target" | "link"
  /** The field has a short text and a long object: `translatorOf` of notations.ts has both directions. */
  readonly notation?: string
  /** What the values of a distribution are. */
  readonly of?: "duration" | "size" | "number"
  /** What one of several alternatives is called, and why there is only one: `step`, `a step does one thing`. */
  readonly noun?: string
  readonly rule?: string
  readonly min?: string | number
  readonly max?: string | number
}

const hintKey = "x-orrery"

/** The JSON Schema and form hints of a field, for `.meta()`. */
export function hinted(hint: FieldHint, jsonSchema: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return { ...jsonSchema, [hintKey]: hint }
}

/** Gives a schema that nobody else has its JSON Schema and form hints. Unlike `.meta()`, which makes it a second time. */
export function withHint<Schema extends z.ZodType>(
  schema: Schema,
  hint: FieldHint,
  jsonSchema: Readonly<Record<string, unknown>> = {},
): Schema {
  z.globalRegistry.add(schema, hinted(hint, jsonSchema))
  return schema
}

/** The hint of a schema's metadata (`schema.meta()`) or of a node of its JSON Schema. */
export function hintOf(node: Readonly<Record<string, unknown>> | undefined): FieldHint | undefined {
  // The registry's door: only `hinted` writes this key.
  return node?.[hintKey] as FieldHint | undefined
}
