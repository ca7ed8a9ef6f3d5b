import { describe, expect, it } from "vitest"
import * as z from "zod"
import { mistakeOf } from "../../../components/kit/field.ts"
import { hintOf } from "../../../components/kit/hint.ts"
import { translatorOf } from "../../../components/kit/notations.ts"
import {
  bytes,
  choice,
  componentRef,
  count,
  distribution,
  duration,
  keys,
  numberDistribution,
  operationRef,
  rate,
  ratio,
  share,
} from "../../../components/kit/schema.ts"

const params = z.strictObject({
  timeout: duration({ min: "1ms", max: "1h" }).prefault("250ms").describe("Longest wait"),
  rate: rate().optional(),
  size: bytes().prefault("64KiB"),
  loss: share().prefault("0.01%"),
  attemptsMax: count().min(1).max(16).default(3),
  factor: ratio().default(2),
  jitter: choice(["none", "full"]).default("full"),
  work: distribution().prefault("2ms"),
  items: numberDistribution().prefault("uniform 1..10"),
  keys: keys().optional(),
  to: operationRef().optional(),
  cache: componentRef().optional(),
})

describe("parameters", () => {
  it("are read in base units, defaults written as a user would", () => {
    expect(params.parse({ rate: "60/m", to: "ledger.insert", cache: "c" })).toEqual({
      timeout: 250e6,
      rate: 1,
      size: 65536,
      loss: 0.0001,
      attemptsMax: 3,
      factor: 2,
      jitter: "full",
      work: { kind: "constant", value: 2e6 },
      items: { kind: "uniform", min: 1, max: 10 },
      to: { refersTo: "operation", component: "ledger", operation: "insert" },
      cache: { refersTo: "component", component: "c" },
    })
  })

  it("have types that say what is optional", () => {
    const output: z.output<typeof params> = params.parse({})
    const timeoutNs: number = output.timeout
    const jitter: "none" | "full" = output.jitter
    const builder: z.input<typeof params> = { timeout: "5ms", work: "exponential 2ms", items: 3 }
    expect([timeoutNs, jitter, params.parse(builder).timeout]).toEqual([250e6, "full", 5e6])
  })

  it("report every mistake with its path and what is needed to repair it", () => {
    const result = params.safeParse({ timeout: 200, size: "64Mi", work: { kind: "gamma", mean: 5, cv: 1 }, cache: 3 })
    const found = (result.error?.issues ?? []).map((issue) => {
      const mistake = issue.code === "custom" ? mistakeOf(issue.params) : undefined
      return [issue.path.join("."), mistake?.code, mistake?.suggestion]
    })
    expect(found).toEqual([
      ["timeout", "E-unit-missing", "200ms"],
      ["size", "E-unit-unknown", "MiB"],
      ["work.mean", "E-unit-missing", "5ms"],
      ["cache", "E-wrong-type", undefined],
    ])
  })

  it("never uses new Function", () => {
    expect(z.config().jitless).toBe(true)
  })
})

describe("JSON Schema", () => {
  const schema = z.toJSONSchema(params, { io: "input" })
  const property = (name: string): Record<string, unknown> => {
    const found = schema.properties?.[name]
    return typeof found === "object" ? { ...found } : {}
  }

  it("keeps units, bounds, defaults and descriptions", () => {
    expect(schema.required).toBeUndefined()
    expect(property("timeout")).toMatchObject({ type: "string", default: "250ms", description: "Longest wait" })
    expect(hintOf(property("timeout"))).toEqual({ kind: "duration", min: "1ms", max: "1h" })
    expect(property("attemptsMax")).toMatchObject({ type: "integer", minimum: 1, maximum: 16, default: 3 })
    expect(hintOf(property("attemptsMax"))).toEqual({ kind: "count" })
    expect(property("jitter")).toMatchObject({ enum: ["none", "full"], default: "full" })
    expect(hintOf(property("to"))).toEqual({ kind: "reference", refersTo: "operation" })
  })

  it("has a pattern that accepts what the parser accepts", () => {
    const pattern = new RegExp(String(property("timeout").pattern))
    const texts = ["200ms", "1h30m", "1m 30s", " 5 s", ".5s", "1e3ms", "1µs", "200", "5sec", "fast", "5/s", "-5ms", ""]
    for (const text of texts) {
      const isRead = duration().safeParse(text).success
      expect([text, pattern.test(text)]).toEqual([text, isRead])
    }
  })

  it("offers the short text, the number where one will do, and an object for each kind", () => {
    expect(property("work").anyOf).toContainEqual(
      expect.objectContaining({ oneOf: [{ required: ["kind", "p50", "p99"] }, { required: ["kind", "mean", "cv"] }] }),
    )
    expect(property("items").anyOf).toContainEqual({ type: "number" })
    expect(property("work").anyOf).not.toContainEqual({ type: "number" })
    const [short] = property("work").anyOf as { examples: string[] }[]
    for (const example of short?.examples ?? [])
      expect([example, distribution().safeParse(example).success]).toEqual([example, true])
    expect(short?.examples).toHaveLength(11) // all but mixture
  })

  it("leads from a field to its translation between short and long form", () => {
    const hint = hintOf(property("work"))
    const translator = hint === undefined ? undefined : translatorOf(hint)
    expect(translator?.toLong("exponential 2ms")).toEqual({ kind: "exponential", mean: "2ms" })
    expect(translator?.toShort({ kind: "exponential", mean: "2ms" })).toBe("exponential 2ms")
    expect(translatorOf({ kind: "duration" })).toBeUndefined()
  })
})
