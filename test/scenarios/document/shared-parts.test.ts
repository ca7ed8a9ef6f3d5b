import { describe, expect, it } from "vitest"
import { scenarioJsonSchema } from "../../../scenarios/document/json-schema.ts"
import { publishedJsonSchema } from "../../../scenarios/document/published.ts"
import { withSharedParts } from "../../../scenarios/document/shared-parts.ts"

/** The schema with every reference to one of these definitions put back in its place. */
function expanded(part: unknown, defs: Readonly<Record<string, unknown>>, own: ReadonlySet<string>): unknown {
  if (Array.isArray(part)) return part.map((item) => expanded(item, defs, own))
  if (typeof part !== "object" || part === null) return part
  const name = String(Reflect.get(part, "$ref")).replace("#/$defs/", "")
  if (own.has(name)) return expanded(defs[name], defs, own)
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [key, expanded(value, defs, own)]))
}

describe("shared parts", () => {
  it("mean the same, put back in their places", () => {
    const whole = scenarioJsonSchema()
    const published = publishedJsonSchema()
    const before = Object.keys(Object(whole.$defs))
    const defs: Record<string, unknown> = { ...Object(published.$defs) }
    const own = new Set(Object.keys(defs).filter((name) => !before.includes(name)))
    const { $defs, ...rest } = published
    const back = expanded(rest, defs, own)
    expect({
      ...Object(back),
      $defs: expanded(Object.fromEntries(before.map((name) => [name, defs[name]])), defs, own),
    }).toEqual(whole)
    expect(own.size).toBeGreaterThan(5)
  })

  it("take the published schema below half its size, and every reference leads somewhere", () => {
    const text = JSON.stringify(publishedJsonSchema())
    expect(text.length).toBeLessThan(JSON.stringify(scenarioJsonSchema()).length / 2)
    const { $defs } = publishedJsonSchema()
    for (const [, name = ""] of text.matchAll(/"#\/\$defs\/([^"]+)"/g))
      expect(Object.hasOwn(Object($defs), name)).toBe(true)
  })

  it("leave what comes once, and what is short, where it is", () => {
    const long = { type: "string", description: "x".repeat(500) }
    const short = { type: "string" }
    const schema = { type: "object", properties: { one: long, two: short, three: short } }
    expect(withSharedParts(schema)).toEqual({ ...schema, $defs: {} })
    const twice = { type: "object", properties: { one: long, two: long } }
    expect(withSharedParts(twice)).toEqual({
      type: "object",
      properties: { one: { $ref: "#/$defs/one" }, two: { $ref: "#/$defs/one" } },
      $defs: { one: long },
    })
  })
})
