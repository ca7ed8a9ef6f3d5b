import * as z from "zod"
import { hintOf } from "../../components/kit/hint.ts"

/** One parameter of a leaf as documentation shows it. */
export interface ParameterRow {
  /** `queue.lengthMax` */
  readonly name: string
  /** In words: `duration`, `count`, `fifo | lifo | priority`. */
  readonly type: string
  /** As the document would write it; undefined where there is none. */
  readonly default: string | undefined
  readonly required: boolean
  readonly description: string
}

type Node = Readonly<Record<string, unknown>>

/** The parameters a schema takes, nested ones by dotted names, in the schema's order. */
export function parametersOf(schema: z.ZodType): readonly ParameterRow[] {
  const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Node
  return rowsOf(json, "")
}

function rowsOf(node: Node, prefix: string): ParameterRow[] {
  const properties = asNode(node.properties) ?? {}
  const required = Array.isArray(node.required) ? node.required.map(String) : []
  return Object.entries(properties).flatMap(([key, value]) => {
    const child = asNode(value) ?? {}
    const name = `${prefix}${key}`
    const row = {
      name,
      type: typeOf(child),
      default: child.default === undefined ? undefined : written(child.default),
      required: required.includes(key),
      description: typeof child.description === "string" ? child.description : "",
    }
    return [row, ...rowsOf(child, `${name}.`)]
  })
}

function typeOf(node: Node): string {
  const hint = hintOf(node)
  if (hint?.kind === "reference") return hint.refersTo ?? "name"
  if (hint !== undefined && hint.kind !== "choice") return hint.notation ?? hint.kind
  if (Array.isArray(node.enum)) return node.enum.map(String).join(" | ")
  if (node.const !== undefined) return String(node.const)
  if (Array.isArray(node.anyOf)) {
    const types = node.anyOf.map((one) => typeOf(asNode(one) ?? {}))
    return [...new Set(types.filter((type) => type !== ""))].join(" | ")
  }
  if (node.type === "array") return `list of ${typeOf(asNode(node.items) ?? {}) || "values"}`
  if (node.type === "object") return node.properties === undefined ? "mapping by name" : "mapping"
  if (node.type === "boolean") return "true | false"
  return typeof node.type === "string" ? node.type : ""
}

function written(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value)
}

function asNode(value: unknown): Node | undefined {
  // A JSON Schema node is a record of its keywords.
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Node) : undefined
}
