import { type FieldHint, hintOf } from "../../../components/kit/hint.ts"
import { type JsonSchema, resolved, scenarioJsonSchema, schemaAt } from "../../../scenarios/document/json-schema.ts"
import type { Path } from "../../../scenarios/text/place.ts"

/** What may stand at one place of a document, by the published schema. Several shapes are alternatives. */
export interface Shape {
  /** With what it refers to, and without alternatives of its own. */
  readonly node: JsonSchema
  readonly hint: FieldHint | undefined
  /** Of the field as a whole, whatever alternative this is. */
  readonly description: string
  readonly default: unknown
}

/** The shapes of the whole document. */
export function topShapes(): readonly Shape[] {
  return shapesOf(scenarioJsonSchema())
}

/** Each alternative of a node of the schema, with what is said of all of them. */
export function shapesOf(node: JsonSchema): readonly Shape[] {
  const known = made.get(node)
  if (known !== undefined) return known
  const shapes = madeOf(node, nothing)
  made.set(node, shapes)
  return shapes
}

/** By node of the schema, which never changes. */
const made = new WeakMap<JsonSchema, readonly Shape[]>()

function madeOf(node: JsonSchema, around: Omit<Shape, "node">): readonly Shape[] {
  const whole = resolved(node)
  const own = {
    hint: hintOf(whole) ?? around.hint,
    description: textOf(around.description) || textOf(whole.description),
    default: around.default ?? whole.default,
  }
  const list = alternatives(whole)
  if (list.length > 0) return list.flatMap((one) => madeOf(one, { ...own, hint: alternativeHint(one, own.hint) }))
  return [{ node: whole, ...own }]
}

const nothing: Omit<Shape, "node"> = { hint: undefined, description: "", default: undefined }

/** Alternatives that are mappings have hints of their own only; a choice of strategies is not one strategy. */
function alternativeHint(one: JsonSchema, around: FieldHint | undefined): FieldHint | undefined {
  const { type } = resolved(one)
  return type === "object" || type === "array" ? undefined : around
}

/** A mapping with `oneOf` says by it which keys go together; it is one shape. */
function alternatives(node: JsonSchema): readonly JsonSchema[] {
  const list = node.anyOf ?? (node.properties === undefined ? node.oneOf : undefined)
  return Array.isArray(list) ? list : []
}

/** The keys a shape knows by name; of a mapping by names of the document's own, none. */
export function keysOf({ node }: Shape): readonly string[] {
  return Object.keys(schemaAt(node, "properties"))
}

export function requiredKeys({ node }: Shape): readonly string[] {
  return Array.isArray(node.required) ? node.required.map(String) : []
}

/** The shapes of a member of a shape; none where it may not have it. */
export function memberShapes({ node }: Shape, step: string | number): readonly Shape[] {
  if (node.type === "array") return typeof node.items === "object" ? shapesOf(schemaAt(node, "items")) : []
  const properties = schemaAt(node, "properties")
  if (Object.hasOwn(properties, step)) return shapesOf(schemaAt(properties, String(step)))
  return typeof node.additionalProperties === "object" ? shapesOf(schemaAt(node, "additionalProperties")) : []
}

/** Those of several shapes that a value could be meant as. */
export function fitting(shapes: readonly Shape[], value: unknown): readonly Shape[] {
  if (value === undefined || value === null) return shapes
  const alike = shapes.filter(({ node }) => isOfType(node, value))
  if (typeof value !== "object" || Array.isArray(value)) return alike
  const meant = alike.filter((shape) => agrees(shape, value))
  const exact = meant.filter((shape) => Object.keys(value).every((key) => memberShapes(shape, key).length > 0))
  if (exact.length > 0) return exact
  // Of those that all have a stranger, the nearest: with most of the keys.
  const known = (shape: Shape) => Object.keys(value).filter((key) => memberShapes(shape, key).length > 0).length
  const most = Math.max(...meant.map(known))
  return meant.filter((shape) => known(shape) === most)
}

function isOfType({ type, enum: words, const: only }: JsonSchema, value: unknown): boolean {
  if (Array.isArray(value)) return type === "array" || (type === undefined && words === undefined)
  if (typeof value === "object") return type === "object" || (type === undefined && words === undefined)
  if (type === "object" || type === "array") return false
  if (only !== undefined) return only === value
  if (Array.isArray(words)) return words.includes(value)
  if (typeof value === "number") return type === "number" || type === "integer" || type === undefined
  return type === undefined || type === typeof value
}

/** No member that says what kind of thing it is says another. */
function agrees(shape: Shape, value: object): boolean {
  return Object.entries(value).every(([key, member]: [string, unknown]) => {
    const { const: only } = schemaAt(schemaAt(shape.node, "properties"), key)
    return only === undefined || typeof member !== "string" || only === member
  })
}

/** What may stand at a path, going by what the document says on the way; none where nothing may. */
export function shapesAt(data: unknown, path: Path): readonly Shape[] {
  let shapes = topShapes()
  let value = data
  for (const step of path) {
    shapes = fitting(shapes, value).flatMap((shape) => memberShapes(shape, step))
    value = typeof value === "object" && value !== null ? Reflect.get(value, step) : undefined
  }
  return shapes
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : ""
}
