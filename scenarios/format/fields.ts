import { type FieldHint, hintOf } from "../../components/kit/hint.ts"
import { type JsonSchema, resolved, scenarioJsonSchema, schemaAt } from "../document/json-schema.ts"
import type { Path } from "../text/place.ts"

/** A value of a document whose schema says more about it than its type. */
export interface Field {
  readonly path: Path
  readonly value: unknown
  readonly hint: FieldHint
}

/** Every field with a hint in a document that fits the schema, in document order. */
export function fieldsOf(data: unknown): readonly Field[] {
  return within(scenarioJsonSchema(), data, [])
}

function within(node: JsonSchema, value: unknown, path: Path): readonly Field[] {
  const schema = resolved(node)
  const hint = hintOf(schema)
  if (hint?.notation !== undefined) return [{ path, value, hint }]
  const own = hint === undefined ? [] : [{ path, value, hint }]
  const [branch] = alternatives(schema).filter((one) => fits(resolved(one), value))
  if (branch !== undefined) return [...own, ...within(branch, value, path)]
  if (Array.isArray(value)) {
    const items = schemaAt(schema, "items")
    return [...own, ...value.flatMap((item, index) => within(items, item, [...path, index]))]
  }
  if (typeof value !== "object" || value === null) return own
  const members = Object.entries(value).flatMap(([key, member]) =>
    within(memberSchema(schema, key), member, [...path, key]),
  )
  return [...own, ...members]
}

function memberSchema(node: JsonSchema, key: string): JsonSchema {
  const properties = schemaAt(node, "properties")
  return Object.hasOwn(properties, key) ? schemaAt(properties, key) : schemaAt(node, "additionalProperties")
}

function alternatives(node: JsonSchema): readonly JsonSchema[] {
  const list = node.anyOf ?? node.oneOf
  return Array.isArray(list) ? list : []
}

/** Near enough to tell the alternatives apart: type, constants, and that no key is unknown. */
function fits(schema: JsonSchema, value: unknown): boolean {
  if (schema.const !== undefined) return schema.const === value
  if (Array.isArray(value)) return schema.type === "array"
  if (typeof value !== "object" || value === null) return schema.type !== "object" && schema.type !== "array"
  if (schema.type !== "object") return alternatives(schema).some((one) => fits(resolved(one), value))
  return Object.entries(value).every(([key, member]) => {
    const property = memberSchema(schema, key)
    const isKnown = Object.keys(property).length > 0
    return isKnown && (property.const === undefined || property.const === member)
  })
}
