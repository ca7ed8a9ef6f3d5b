import { expect, test } from "vitest"
import { readScenario } from "../../index.ts"
import type { Value } from "./case.ts"
import * as cases from "./cases/index.ts"
import { judgeCase, judgeReading } from "./judge.ts"
import { type Expected, ORACLES } from "./oracle.ts"
import { documentOf } from "./run-variant.ts"
import { WAITS, waitOf } from "./waits.ts"

/** A reading and its standard error. */
type Measured = readonly [value: Value, error: number]

const rows: readonly (readonly [what: string, measured: Measured, expected: Expected, verdict: string])[] = [
  // 3 % of 50 is 1.5.
  ["within a relative tolerance", [51.4, 0.1], { value: 50, tol_rel: 0.03 }, "passed"],
  ["beyond a relative tolerance", [51.6, 0.1], { value: 50, tol_rel: 0.03 }, "failed"],
  ["below a relative tolerance, whatever its error", [48.4, 9], { value: 50, tol_rel: 0.03 }, "failed"],
  ["at an absolute tolerance", [149, 0], { value: 150, tol_abs: 1 }, "passed"],
  ["beyond an absolute tolerance", [148, 0], { value: 150, tol_abs: 1 }, "failed"],
  ["exactly, as the tolerance of 0 says", [243, 0], { value: 243, tol_abs: 0 }, "passed"],
  ["nearly, where the tolerance is 0", [243.001, 0], { value: 243, tol_abs: 0 }, "failed"],
  ["exactly, without a tolerance", [243, 0], { value: 243, kind: "exact" }, "passed"],
  ["nearly, without a tolerance", [242.999, 0], { value: 243, kind: "exact" }, "failed"],
  ["below an upper bound", [4, 0.1], { value: 5, kind: "upper_bound" }, "passed"],
  ["as far beyond an upper bound as chance explains", [5.2, 0.1], { value: 5, kind: "upper_bound" }, "passed"],
  ["well beyond an upper bound", [5.4, 0.1], { value: 5, kind: "upper_bound" }, "failed"],
  ["well below a lower bound", [4.6, 0.1], { value: 5, kind: "lower_bound" }, "failed"],
  ["far from an estimate", [1.76, 0.1], { value: 2, kind: "derived", tol_rel: 1e-9 }, "noted"],
  ["not a number", [Number.NaN, Number.NaN], { value: 5, tol_rel: 0.1 }, "failed"],
  ["of the same text", ["aabacaa", Number.NaN], { value: "aabacaa", kind: "exact" }, "passed"],
  ["of another text", ["aaaabca", Number.NaN], { value: "aabacaa", kind: "exact" }, "failed"],
  ["of another truth", [true, Number.NaN], { value: false, kind: "exact" }, "failed"],
  ["against no number", [5, 0], { value: [5], tol_rel: 0.1 }, "failed"],
]

test.each(rows)("a reading %s", (_what, [value, error], expected, verdict) => {
  expect(judgeReading("Q00", { key: "T", value }, expected, error).verdict).toBe(verdict)
})

test("each value of several is measured, waits or fails", () => {
  const expected = { buckets: { value: [6, 3, 5], kind: "exact" }, faults: { value: { FIFO3: 9, OPT3: 7 } } }
  const oracle = { id: "Q00", title: "", expected }
  const read = () => [
    { key: "buckets", value: 3, at: 1 },
    { key: "faults", value: 9, at: "FIFO3" },
  ]
  const rows = judgeCase(oracle, { id: "Q00", variants: [], read, waits: { "faults OPT": "why" } }, new Map(), ["1"])
  expect(rows.map(({ what, verdict }) => `${what}: ${verdict}`)).toEqual([
    "buckets (1): passed",
    "faults (FIFO3): passed",
    "buckets 0: failed",
    "buckets 2: failed",
    "faults OPT3: skipped",
  ])
})

test("every oracle has a case or waits for an issue, and none both", () => {
  const run = Object.values(cases).map(({ id }) => id)
  const waiting = Object.values(WAITS).flat()
  expect([...run, ...waiting].sort()).toEqual(ORACLES.map(({ id }) => id).sort())
  expect(waitOf("Q01")).toBeUndefined()
})

test.each(Object.values(cases).map((each) => [each.id, each] as const))(
  "the scenarios of %s are read without errors",
  (_id, { variants }) => {
    // Of many documents, which then are of one pattern and large, a few will do.
    const few = variants.filter((_, index) => variants.length < 16 || index % 8 === 0 || index > variants.length - 3)
    for (const variant of few) {
      const { plan, problems } = readScenario(documentOf(variant, 1))
      expect(problems.filter(({ severity }) => severity === "error")).toEqual([])
      expect(plan).toBeDefined()
    }
  },
)
