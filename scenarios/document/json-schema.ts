import * as z from "zod"
import { documentSchema } from "./schema.ts"

/** A node of a JSON Schema. */
export type JsonSchema = Readonly<Record<string, unknown>>

let made: JsonSchema | undefined

/**
 * The published JSON Schema (draft 2020-12) of a scenario, for editors and forms. Fields with units, references and
 * notations have their hints under `x-orrery`. It is the document's shape: what needs two places at once (names,
 * routes, capacity) is for `check`. Made on first use.
 */
export function scenarioJsonSchema(): JsonSchema {
  if (made !== undefined) return made
  const schema = z.toJSONSchema(documentSchema, { target: "draft-2020-12", io: "input" })
  const { $schema, ...rest } = schema
  made = {
    $schema,
    title: "Orrery scenario",
    description: "A distributed system, its load and what it is judged by",
    ...rest,
  }
  return made
}

/** A node with what it refers to; its own words go first. */
export function resolved(node: JsonSchema): JsonSchema {
  const { $ref, ...own } = node
  if (typeof $ref !== "string") return node
  const target = $ref
    .split("/")
    .slice(1)
    .reduce<JsonSchema>((at, step) => schemaAt(at, step), scenarioJsonSchema())
  return { ...resolved(target), ...own }
}

/** What a node has under a key, if that is a schema: the very same; one that allows anything otherwise. */
export function schemaAt(node: JsonSchema, key: string): JsonSchema {
  const member = node[key]
  return isSchema(member) ? member : {}
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}
