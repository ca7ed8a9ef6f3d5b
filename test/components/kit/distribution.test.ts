import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { keysNotation } from "../../../components/kit/distribution/keys.ts"
import { distributionNotation } from "../../../components/kit/distribution/kinds.ts"
import { durationValues, numberValues, sizeValues } from "../../../components/kit/distribution/parameters.ts"
import { resolveDistribution } from "../../../components/kit/distribution/plan.ts"
import type { Notation } from "../../../components/kit/notation/notation.ts"
import { readNotation } from "../../../components/kit/notation/read.ts"
import { longForm, shortForm } from "../../../components/kit/notation/translate.ts"
import { compileDistribution } from "../../../engine/distributions/spec.ts"

const durations = distributionNotation(durationValues)
const sizes = distributionNotation(sizeValues)
const numbers = distributionNotation(numberValues)

function read<Output>(input: unknown, notation: Notation<Output>): Output {
  const parsed = readNotation(input, notation)
  if ("value" in parsed) return parsed.value
  throw new Error(parsed.mistakes.map(({ message }) => message).join("; "))
}

function mistakesIn<Output>(input: unknown, notation: Notation<Output>) {
  const parsed = readNotation(input, notation)
  return "value" in parsed ? [] : parsed.mistakes
}

/** Short text, long object, the engine's specification in nanoseconds. */
const both: readonly (readonly [string, object, object])[] = [
  ["2ms", { kind: "constant", value: "2ms" }, { kind: "constant", value: 2e6 }],
  ["uniform 1ms..3ms", { kind: "uniform", min: "1ms", max: "3ms" }, { kind: "uniform", min: 1e6, max: 3e6 }],
  ["exponential 10ms", { kind: "exponential", mean: "10ms" }, { kind: "exponential", mean: 10e6 }],
  ["erlang k=4 mean=10ms", { kind: "erlang", k: 4, mean: "10ms" }, { kind: "erlang", stages: 4, mean: 10e6 }],
  [
    "hyperexponential mean=10ms cv=2",
    { kind: "hyperexponential", mean: "10ms", cv: 2 },
    { kind: "hyperexponential", mean: 10e6, cv: 2 },
  ],
  [
    "hyperexponential mean=10ms scv=4",
    { kind: "hyperexponential", mean: "10ms", scv: 4 },
    { kind: "hyperexponential", mean: 10e6, cv: 2 },
  ],
  ["gamma mean=10ms cv=0.5", { kind: "gamma", mean: "10ms", cv: 0.5 }, { kind: "gamma", mean: 10e6, cv: 0.5 }],
  ["gamma mean=10ms shape=3", { kind: "gamma", mean: "10ms", shape: 3 }, { kind: "gamma", mean: 10e6, shape: 3 }],
  [
    "lognormal p50=8ms p99=60ms",
    { kind: "lognormal", p50: "8ms", p99: "60ms" },
    { kind: "lognormal", p50: 8e6, p99: 60e6 },
  ],
  ["lognormal mean=8ms cv=1.5", { kind: "lognormal", mean: "8ms", cv: 1.5 }, { kind: "lognormal", mean: 8e6, cv: 1.5 }],
  [
    "normal mean=10ms sd=2ms",
    { kind: "normal", mean: "10ms", sd: "2ms" },
    { kind: "normal", mean: 10e6, standardDeviation: 2e6, min: 0 },
  ],
  [
    "weibull mean=1h shape=0.7",
    { kind: "weibull", mean: "1h", shape: 0.7 },
    { kind: "weibull", mean: 3600e9, shape: 0.7 },
  ],
  [
    "weibull scale=1h shape=2",
    { kind: "weibull", scale: "1h", shape: 2 },
    { kind: "weibull", scale: 3600e9, shape: 2 },
  ],
  ["pareto min=1ms alpha=1.5", { kind: "pareto", min: "1ms", alpha: 1.5 }, { kind: "pareto", min: 1e6, alpha: 1.5 }],
  [
    "pareto min=1ms alpha=1.5 max=1s",
    { kind: "pareto", min: "1ms", alpha: 1.5, max: "1s" },
    { kind: "pareto", min: 1e6, alpha: 1.5, cap: 1e9 },
  ],
  [
    "empirical samples.csv",
    { kind: "empirical", file: "samples.csv" },
    { kind: "empirical", file: { refersTo: "file", path: "samples.csv", of: "duration" } },
  ],
]

describe("short and long form", () => {
  it.each(both)("%s", (short, long, spec) => {
    expect(read(short, durations)).toEqual(spec)
    expect(read(long, durations)).toEqual(spec)
    expect(shortForm(long, durations)).toBe(short)
    expect(longForm(short, durations)).toEqual(long)
  })

  it("also reads a positional parameter by its name, and words in any order", () => {
    expect(read("exponential mean=10ms", durations)).toEqual({ kind: "exponential", mean: 10e6 })
    expect(read("constant 2ms", durations)).toEqual({ kind: "constant", value: 2e6 })
    expect(read("2 ms", durations)).toEqual({ kind: "constant", value: 2e6 })
    expect(read("uniform max=3ms min=1ms", durations)).toEqual({ kind: "uniform", min: 1e6, max: 3e6 })
    expect(shortForm({ kind: "constant", value: "2 ms" }, durations)).toBe("2ms")
  })

  it("has no short form for lists", () => {
    const mixture = {
      kind: "mixture",
      components: [
        { weight: "90%", distribution: "exponential 2ms" },
        { weight: 0.1, distribution: { kind: "constant", value: "1s" } },
      ],
    }
    expect(shortForm(mixture, durations)).toBeUndefined()
    expect(read(mixture, durations)).toEqual({
      kind: "mixture",
      components: [
        { weight: 0.9, distribution: { kind: "exponential", mean: 2e6 } },
        { weight: 0.1, distribution: { kind: "constant", value: 1e9 } },
      ],
    })
    const branches = {
      kind: "hyperexponential",
      branches: [
        { weight: 3, mean: "1ms" },
        { weight: 1, mean: "9ms" },
      ],
    }
    expect(shortForm(branches, durations)).toBeUndefined()
    expect(read(branches, durations)).toEqual({
      kind: "hyperexponential",
      branches: [
        { probability: 3, mean: 1e6 },
        { probability: 1, mean: 9e6 },
      ],
    })
    expect(read({ kind: "empirical", samples: ["1ms", "2ms"] }, durations)).toEqual({
      kind: "empirical",
      samples: [1e6, 2e6],
    })
  })

  it("reads sizes, numbers and keys", () => {
    expect(read("lognormal p50=2kB p99=64KiB", sizes)).toEqual({ kind: "lognormal", p50: 2000, p99: 65536 })
    expect(read(5, numbers)).toEqual({ kind: "constant", value: 5 })
    expect(read("uniform 1..10", numbers)).toEqual({ kind: "uniform", min: 1, max: 10 })
    expect(read("zipf n=1e6 s=1.1", numbers)).toEqual({ kind: "zipf", n: 1e6, s: 1.1 })
    expect(read("zipf n=1e6 s=1.1", keysNotation)).toEqual({ kind: "zipf", n: 1e6, s: 1.1 })
    expect(read({ kind: "uniform", n: 1000 }, keysNotation)).toEqual({ kind: "uniform", n: 1000 })
    expect(read("scan n=50", keysNotation)).toEqual({ kind: "scan", n: 50 })
    expect(read({ kind: "list", keys: [3, 0, 3] }, keysNotation)).toEqual({ kind: "list", keys: [3, 0, 3] })
    expect(shortForm({ kind: "zipf", n: 1000000, s: 1.1 }, keysNotation)).toBe("zipf n=1000000 s=1.1")
    expect(longForm("zipf n=1e6 s=1.1", keysNotation)).toEqual({ kind: "zipf", n: 1e6, s: 1.1 })
  })

  it("is accepted by the engine once files are read, for any parameters", () => {
    const ms = fc.integer({ min: 1, max: 1e6 })
    const text = fc
      .tuple(fc.constantFrom(...both.map(([short]) => short)), ms, ms)
      .map(([short, a, b]) =>
        short.replace(/\d+(?:ms|h|s)\b/, `${Math.min(a, b)}us`).replace(/\d+(?:ms|h|s)\b/, `${Math.max(a, b)}ms`),
      )
    fc.assert(
      fc.property(text, (short) => {
        const spec = resolveDistribution(read(short, durations), () => [1, 2, 3])
        expect(compileDistribution(spec).mean).toBeGreaterThan(0)
      }),
    )
  })
})

describe("mistakes", () => {
  it.each([
    ["lognormall p50=8ms p99=60ms", "E-unknown-kind", 0, 10, "lognormal"],
    ["lognormal p50=8ms p98=60ms", "E-unknown-parameter", 18, 3, "p99"],
    ["lognormal p50=8 p99=60ms", "E-unit-missing", 14, 1, "8ms"],
    ["lognormal p50=8ms p99=60sec", "E-unit-unknown", 24, 3, "s"],
    ["lognormal p50=8ms p99=6ms", "E-number-range", 22, 3, undefined],
    ["lognormal p50=8ms cv=2", "E-parameter-conflict", 18, 2, undefined],
    ["lognormal p50=8ms p50=9ms", "E-text-unexpected", 18, 7, undefined],
    ["uniform 3ms..1ms", "E-number-range", 13, 3, undefined],
    ["hyperexponential mean=1ms cv=0.5", "E-number-range", 29, 3, 1],
    ["erlang k=2.5 mean=1ms", "E-number-range", 9, 3, 3],
    ["exponential 5/s", "E-unit-wrong", 12, 3, undefined],
    ["exponential 5ms 6ms", "E-text-unexpected", 16, 3, undefined],
    ["gamma 5ms", "E-text-unexpected", 6, 3, undefined],
    ["weibull mean=0ms shape=1", "E-number-range", 13, 3, undefined],
    ["zipf n=10 s=1", "E-unknown-kind", 0, 4, undefined],
  ])("%s", (text, code, ...[offset, length, suggestion]) => {
    const [first] = mistakesIn(text, durations)
    expect(first).toMatchObject({ code, at: { offset, length } })
    expect(first?.suggestion).toBe(suggestion)
  })

  it("says which parameters would do", () => {
    expect(mistakesIn("lognormal p50=8ms", durations)[0]).toMatchObject({
      code: "E-missing-parameter",
      message: 'lognormal needs p99; it takes p50 and p99, or mean and cv, as in "lognormal p50=8ms p99=60ms"',
    })
  })

  it("finds all mistakes of a long object, each with its path", () => {
    const found = mistakesIn({ kind: "lognormal", p50: 8, p99: 60, p9: 1 }, durations)
    expect(found.map(({ code, path, isKey }) => [code, path, isKey ?? false])).toEqual([
      ["E-unknown-parameter", ["p9"], true],
      ["E-unit-missing", ["p50"], false],
      ["E-unit-missing", ["p99"], false],
    ])
    const deep = {
      kind: "mixture",
      components: [{ weight: 0, distribution: "exponential 5" }, { distribution: "1ms" }],
    }
    expect(mistakesIn(deep, durations).map(({ code, path }) => [code, path])).toEqual([
      ["E-number-range", ["components", 0, "weight"]],
      ["E-unit-missing", ["components", 0, "distribution"]],
      ["E-missing-parameter", ["components", 1]],
    ])
  })

  it.each([2, null, true, [], {}, { kind: 3 }, { kind: "nope" }, "", "  ", "constant"])("refuses %o", (input) => {
    expect(mistakesIn(input, durations)).not.toHaveLength(0)
  })

  it("never throws for any text of its words", () => {
    const word = fc.constantFrom(
      "lognormal",
      "uniform",
      "empirical",
      "mixture",
      "p50=8ms",
      "=",
      "a=",
      "..",
      "1ms..",
      "__proto__=1",
      "constructor",
      "8ms",
      "5",
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 5 }), (words) => {
        expect(readNotation(words.join(" "), durations)).toBeTypeOf("object")
      }),
    )
  })
})
