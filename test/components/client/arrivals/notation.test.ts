import { describe, expect, test } from "vitest"
import * as z from "zod"
import { arrivals, arrivalsTranslator, parseArrivals } from "../../../../components/client/arrivals/notation.ts"
import { hintOf } from "../../../../components/kit/hint.ts"

function mistakesOf(input: unknown) {
  const parsed = parseArrivals(input)
  return "value" in parsed ? [] : parsed.mistakes
}

describe("what is written wrongly", () => {
  // [as written, code, suggestion, the wrong part (a text or the path)]
  test.each([
    ["poison 800/s", "E-unknown-kind", "poisson", "poison"],
    [{ kind: "mmmp" }, "E-unknown-kind", "mmpp", ["kind"]],
    ["800/s", "E-missing-parameter", "poisson 800/s", undefined],
    [800, "E-missing-parameter", "poisson 800/s", undefined],
    ["poisson 800", "E-unit-missing", "800/s", "800"],
    ["poisson rat=800/s", "E-unknown-parameter", "rate", "rat"],
    ["constant 10ms", "E-unit-wrong", undefined, "10ms"],
    ["constant 10/s phase=3", "E-unit-missing", "3ms", "3"],
    ["batch 10/s size=0", "E-number-range", 1, "0"],
    ["batch 10/s", "E-missing-parameter", undefined, undefined],
    ["batch 10/s size=2 sizes=3", "E-parameter-conflict", undefined, "sizes"],
    ["renewal lognormal p50=8ms", "E-missing-parameter", undefined, "lognormal p50=8ms"],
    ["renewal gama mean=1ms cv=2", "E-unknown-kind", "gamma", "gama"],
    ["  renewal   gamma mean=1ms shap=2", "E-unknown-parameter", "shape", "shap"],
    ["renewal", "E-missing-parameter", undefined, undefined],
    [{ kind: "curve", points: [{ at: "1s", rate: "5/s" }] }, "E-number-range", "0s", ["points", 0, "at"]],
    [{ kind: "curve", points: [{ at: "0s", rat: "5/s" }] }, "E-unknown-parameter", "rate", ["points", 0, "rat"]],
    [
      {
        kind: "curve",
        points: [
          { at: "0s", rate: "5/s" },
          { at: "0s", rate: "6/s" },
        ],
      },
      "E-number-range",
      undefined,
      ["points", 1, "at"],
    ],
    [{ kind: "curve", points: [{ at: "0s", rate: "5/s" }], spacing: "evn" }, "E-unknown-kind", "even", ["spacing"]],
    [{ kind: "mmpp", states: [] }, "E-wrong-type", undefined, ["states"]],
    [{ kind: "mmpp", states: [{ rate: "5/s", stay: "0s" }] }, "E-number-range", "1ns", ["states", 0, "stay"]],
    [{ kind: "mmpp", states: [{ rate: "5/s" }] }, "E-missing-parameter", undefined, ["states", 0]],
    [{ kind: "trace", at: ["1s", 2] }, "E-unit-missing", "2ms", ["at", 1]],
    ["trace arrivals.csv speed=0", "E-number-range", undefined, "0"],
    [{ rate: "5/s" }, "E-missing-parameter", undefined, undefined],
    [true, "E-wrong-type", undefined, undefined],
  ])("%j", (input, code, suggestion, wrong) => {
    const [first, ...more] = mistakesOf(input)
    expect(more).toEqual([])
    expect([first?.code, first?.suggestion]).toEqual([code, suggestion])
    const text = typeof input === "string" && first?.at !== undefined
    const found = text ? input.slice(first.at.offset, first.at.offset + first.at.length) : first?.path
    expect(found).toEqual(wrong)
  })

  test("all at once", () => {
    expect(
      mistakesOf({
        kind: "mmpp",
        states: [
          { rate: 5, stay: 6 },
          { rate: "x", stay: "1s" },
        ],
      }),
    ).toHaveLength(3)
  })
})

describe("both forms mean the same and fmt turns one into the other", () => {
  test.each([
    ["poisson 800/s", { kind: "poisson", rate: "800/s" }],
    ["constant 100/s phase=5ms", { kind: "constant", rate: "100/s", phase: "5ms" }],
    ["batch 10/s size=20", { kind: "batch", rate: "10/s", size: 20 }],
    ["renewal gamma mean=10ms cv=2", { kind: "renewal", gaps: "gamma mean=10ms cv=2" }],
    ["trace arrivals.csv speed=2 repeat=1h", { kind: "trace", file: "arrivals.csv", speed: 2, repeat: "1h" }],
  ])("%s", (short, long) => {
    expect(parseArrivals(short)).toEqual(parseArrivals(long))
    expect(parseArrivals(short)).toHaveProperty("value")
    expect(arrivalsTranslator.toLong(short)).toEqual(long)
    expect(arrivalsTranslator.toShort(long)).toBe(short)
    expect(arrivalsTranslator.toShort(short)).toBe(short)
  })

  test.each([
    { kind: "curve", points: [{ at: "0s", rate: "5/s" }] },
    { kind: "batch", rate: "1/s", sizes: { kind: "uniform", min: 1, max: 3 } },
    { kind: "renewal", gaps: { kind: "constant", value: "1ms" } },
    { kind: "renewal", gaps: { kind: "mixture", components: [] } },
  ])("what has no short text stays as it is: %j", (long) => {
    expect(arrivalsTranslator.toShort(long)).toBeUndefined()
  })
})

test("the plan is plain data and a file in it can be found", () => {
  expect(parseArrivals("trace arrivals.csv")).toEqual({
    value: {
      kind: "trace",
      plan: {
        instants: { kind: "empirical", file: { refersTo: "file", path: "arrivals.csv", of: "duration" } },
        speed: 1,
        repeatNs: undefined,
      },
    },
  })
})

test("forms and editors see every process", () => {
  const schema = z.toJSONSchema(arrivals(), { io: "input" })
  expect(hintOf(schema)).toEqual({ kind: "notation", notation: "arrivals" })
  const text = JSON.stringify(schema)
  for (const kind of ["batch", "constant", "curve", "mmpp", "poisson", "renewal", "trace"])
    expect(text).toContain(`"const":"${kind}"`)
})
