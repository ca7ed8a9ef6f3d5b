import { schemaAt } from "../../../scenarios/document/json-schema.ts"
import type { FieldType } from "../form/field.ts"
import type { Shape } from "./shape.ts"

const typeByHint: ReadonlyMap<string, FieldType> = new Map([
  ["duration", "duration"],
  ["rate", "rate"],
  ["size", "size"],
  ["bandwidth", "bandwidth"],
  ["share", "percent"],
  ["count", "count"],
  ["number", "number"],
  ["choice", "choice"],
  ["distribution", "distribution"],
  ["keys", "keys"],
  ["name", "text"],
  ["reference", "reference"],
])

/** What a form makes of a field's alternatives. */
export function typeOf(shapes: readonly Shape[]): FieldType {
  const words = new Set(shapes.map(typeOfShape))
  if (words.size === 2 && words.has("text") && words.has("number")) return "text"
  // A word beside a type (`unlimited`, `off`) is one more choice of a field of that type.
  const [first = "other", ...more] = [...words].filter((type) => type !== "choice" || words.size === 1)
  if (more.length === 0) return first
  const hint = shapes[0]?.hint?.kind
  return (hint === undefined ? undefined : typeByHint.get(hint)) ?? "other"
}

function typeOfShape({ node, hint }: Shape): FieldType {
  const known = hint === undefined ? undefined : typeByHint.get(hint.kind)
  if (node.type === "array") return "list"
  if (node.const !== undefined || Array.isArray(node.enum)) return "choice"
  if (node.type === "boolean") return "flag"
  if (known !== undefined) return known
  if (node.type === "object") return tellsKind(node) ? "choice" : node.properties === undefined ? "list" : "group"
  if (node.type === "number" || node.type === "integer") return node.type === "integer" ? "count" : "number"
  return node.type === "string" && hint === undefined ? "text" : "other"
}

/** The long form of a choice: `{ kind: random, … }`. */
function tellsKind(node: Shape["node"]): boolean {
  return schemaAt(schemaAt(node, "properties"), "kind").const !== undefined
}

/** The words a field knows, with what each means. */
export function wordsOf(shapes: readonly Shape[]): readonly (string | number | boolean)[] {
  const words = shapes.flatMap(({ node }) => {
    const list: readonly unknown[] = Array.isArray(node.enum) ? node.enum : node.const === undefined ? [] : [node.const]
    return list.filter((one) => typeof one === "string" || typeof one === "number" || typeof one === "boolean")
  })
  return [...new Set(words)]
}

/** Examples that the schema gives, as a document would write them. */
export function examplesOf(shapes: readonly Shape[]): readonly string[] {
  const examples = shapes.flatMap(({ node }) => (Array.isArray(node.examples) ? node.examples.map(String) : []))
  return [...new Set(examples)]
}
