import { describe, expect, it } from "vitest"
import { type JsonSchema, scenarioJsonSchema } from "../../../scenarios/document/json-schema.ts"
import { COMPONENTS } from "../../../scenarios/run/registry.ts"

const schema = scenarioJsonSchema()

/** Every schema within, with the way to it. */
function nodesOf(node: unknown, way: string): readonly (readonly [string, JsonSchema])[] {
  if (Array.isArray(node)) return node.flatMap((item, index) => nodesOf(item, `${way}/${index}`))
  if (typeof node !== "object" || node === null) return []
  const own: JsonSchema = { ...node }
  return [[way, own], ...Object.entries(own).flatMap(([key, member]) => nodesOf(member, `${way}/${key}`))]
}

const nodes = new Map(nodesOf(schema, "#"))

function propertiesOf(node: JsonSchema | undefined): readonly (readonly [string, JsonSchema])[] {
  const { properties } = node ?? {}
  return Object.entries(Object(properties)).map(([key, member]) => [key, Object(member)])
}

describe("the published JSON Schema", () => {
  it("is plain data of draft 2020-12", () => {
    expect(schema.$schema).toBe("https://json-schema.org/draft/2020-12/schema")
    expect(JSON.parse(JSON.stringify(schema))).toEqual(schema)
  })

  it("resolves every reference", () => {
    for (const [, { $ref }] of nodes) if (typeof $ref === "string") expect(nodes.has($ref)).toBe(true)
  })

  it("has every kind of component with its title and its parameters", () => {
    const kinds = [...nodes].flatMap(([, node]) => {
      const kind = new Map(propertiesOf(node)).get("kind")
      const isComponent = propertiesOf(node).some(([key]) => key === "replicas")
      return isComponent ? [[kind?.const, node.title, node.additionalProperties]] : []
    })
    const named = [...COMPONENTS.values()].filter(({ isCompanion }) => isCompanion !== true)
    expect(kinds).toEqual(named.map(({ kind, title }) => [kind, title, false]))
  })

  it("has every step", () => {
    const { anyOf } = nodes.get("#/$defs/databaseStep") ?? {}
    const steps: readonly unknown[] = Array.isArray(anyOf) ? anyOf : []
    const names = steps.map((step) => propertiesOf(Object(step))[0]?.[0])
    const expected = "work call wait then parallel choose repeat fail cache-aside sequence lock"
    expect(names).toEqual(expected.split(" "))
    for (const step of steps) expect(step).toMatchObject({ additionalProperties: false })
  })

  it("describes every property", () => {
    const silent = [...nodes].flatMap(([way, node]) =>
      propertiesOf(node).flatMap(([key, { description, const: constant }]) =>
        typeof description === "string" || constant !== undefined ? [] : [`${way}.${key}`],
      ),
    )
    expect(silent).toEqual([])
  })

  it("knows no mapping that takes unknown keys", () => {
    const open = [...nodes].flatMap(([way, node]) =>
      node.type === "object" && node.additionalProperties === undefined ? [way] : [],
    )
    expect(open).toEqual([])
  })

  it("keeps units and notations as hints", () => {
    const duration = nodes.get("#/properties/run/properties/duration")
    expect(duration).toMatchObject({ type: "string", "x-orrery": { kind: "duration", min: "1ms" } })
    const open = nodes.get("#/properties/load/additionalProperties/properties/open")
    expect(open).toMatchObject({ "x-orrery": { kind: "notation", notation: "arrivals" } })
    // The pattern is a valid one, and tells 200ms from 200.
    const pattern = new RegExp(String(duration?.pattern))
    expect(["200ms", "1h30m", "200", "fast"].map((text) => pattern.test(text))).toEqual([true, true, false, false])
  })
})
