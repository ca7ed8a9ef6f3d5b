import type { Path } from "../../../scenarios/text/place.ts"
import { examplesOf, typeOf, wordsOf } from "../schema/kind-of-field.ts"
import { fitting, keysOf, memberShapes, requiredKeys, type Shape } from "../schema/shape.ts"
import { isValue } from "../text/data.ts"
import type { FieldChoice, FormField } from "./field.ts"

/** What the fields of a form are made from. */
export interface FieldSource {
  /** Where the mapping stands, or would. */
  readonly path: Path
  readonly shapes: readonly Shape[]
  /** As written; undefined where nothing is. */
  readonly value: unknown
  /** What holds for what is not written, before the schema's defaults: a profile, or a wider rule. */
  readonly beneath: unknown
}

/** Deeper groups are edited as text (chosen: the deepest of the language's own is three). */
const depthMax = 4

/** Every field of a mapping, those inside groups behind their group. */
export function fieldsOf(
  source: FieldSource,
  the: { readonly prefix: string; readonly depth: number } = top,
): readonly FormField[] {
  const { shapes, value } = source
  const meant = fitting(shapes, value).filter(({ node }) => node.type === "object")
  const keys = [...new Set(meant.flatMap(keysOf))]
  return keys.flatMap((key) => {
    const owners = meant.filter((shape) => keysOf(shape).includes(key))
    const isRequired = owners.length === meant.length && owners.every((shape) => requiredKeys(shape).includes(key))
    const members = owners.flatMap((shape) => memberShapes(shape, key))
    const own = member(value, key)
    const inside = { path: [...source.path, key], shapes: members, value: own, beneath: member(source.beneath, key) }
    const name = `${the.prefix}${key}`
    const nested = the.depth < depthMax ? groupFields(inside, { prefix: `${name}.`, depth: the.depth + 1 }) : []
    const field = fieldOf(inside, { name, key, isRequired, depth: the.depth, isGroup: nested.length > 0 })
    return [field, ...nested]
  })
}

const top = { prefix: "", depth: 0 }

/** The fields of a group: a mapping with keys of its own, or one of several that the value says it is. */
function groupFields(
  source: FieldSource,
  the: { readonly prefix: string; readonly depth: number },
): readonly FormField[] {
  const { shapes, value } = source
  const groups = shapes.filter(({ node }) => node.type === "object" && node.properties !== undefined)
  if (groups.length === 0 || shapes.some(({ node }) => node.type === "array")) return []
  const kind = typeof value === "string" ? value.split(" ")[0] : member(value, "kind")
  const isTold = groups.some((shape) => wordsOf(memberShapes(shape, "kind")).length > 0)
  if (!isTold) return groups.length === 1 && shapes.length === 1 ? fieldsOf(source, the) : []
  const meant = groups.filter((shape) => wordsOf(memberShapes(shape, "kind")).some((word) => word === kind))
  // A distribution is one text; its long form is for those who write it.
  if (meant.length !== 1 || shapes.some(({ node }) => node.type === "string" && node.enum === undefined)) return []
  const inner = fieldsOf({ ...source, shapes: meant, value: typeof value === "string" ? {} : value }, the)
  return inner.filter(({ name }) => name !== `${the.prefix}kind`)
}

function fieldOf(
  { path, shapes, value, beneath }: FieldSource,
  the: Pick<FormField, "name" | "isRequired" | "depth" | "isGroup"> & { readonly key: string },
): FormField {
  const { key, name, isRequired, depth, isGroup } = the
  const own = isValue(value) ? value : undefined
  const schemaDefault = shapes.find((shape) => shape.default !== undefined)?.default
  const standard = beneath ?? schemaDefault
  const [first] = shapes
  const bounds = shapes.find(({ hint, node }) => hint?.min ?? hint?.max ?? node.minimum ?? node.maximum)
  const type = typeOf(shapes)
  return {
    path,
    name,
    label: labelOf(key),
    docs: shapes.find(({ description }) => description !== "")?.description ?? "",
    type,
    value: own,
    isSet: own !== undefined,
    default: isValue(standard) ? standard : undefined,
    isRequired,
    choices: choicesOf(shapes),
    min: bounds?.hint?.min ?? numberOf(bounds?.node.minimum),
    max: bounds?.hint?.max ?? boundOf(bounds?.node.maximum),
    examples: examplesOf(shapes),
    refersTo: first?.hint?.refersTo,
    depth,
    isGroup,
  }
}

/** `attemptsMax` in words: `attempts max`. */
function labelOf(key: string): string {
  return key.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase()
}

/** Words a field knows; of the kinds of a strategy or notation, with what each does. */
function choicesOf(shapes: readonly Shape[]): readonly FieldChoice[] {
  const kinds = new Map(
    shapes.flatMap((shape) =>
      wordsOf(memberShapes(shape, "kind")).map((word) => [String(word), String(shape.node.description ?? "")]),
    ),
  )
  const plain = shapes.filter(({ node }) => node.type !== "object")
  return wordsOf(plain).map((value) => ({ value, label: String(value), docs: kinds.get(String(value)) ?? "" }))
}

function numberOf(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined
}

/** No bound where the schema has only that of all whole numbers. */
function boundOf(value: unknown): number | undefined {
  return value === Number.MAX_SAFE_INTEGER ? undefined : numberOf(value)
}

function member(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined
  return Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined
}
