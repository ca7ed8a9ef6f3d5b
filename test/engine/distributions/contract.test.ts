import { describe, expect, test } from "vitest"
import { seedWords } from "../../../engine/chance/seed.ts"
import { createStream } from "../../../engine/chance/stream.ts"
import { compileDistribution, type DistributionSpec, distributionKinds } from "../../../engine/distributions/index.ts"
import { goldenCases } from "./golden.ts"

const seed = seedWords("42")

function firstSamples(spec: DistributionSpec): number[] {
  const sampler = compileDistribution(spec)
  const stream = createStream(seed, "golden", spec.kind)
  return Array.from({ length: 5 }, () => {
    stream.step()
    return sampler.sample(stream.a, stream.b)
  })
}

test("every kind has pinned samples", () => {
  expect([...new Set(goldenCases.map(({ spec }) => spec.kind))].sort()).toEqual([...distributionKinds])
})

describe.each(goldenCases)("$spec.kind", ({ spec, samples }) => {
  test("gives the pinned samples for seed 42", () => {
    expect(firstSamples(spec)).toEqual(samples)
  })

  test("is a pure function of its two words, signed or unsigned, in any order of calls", () => {
    const sampler = compileDistribution(spec)
    const stream = createStream(seed, "purity", spec.kind)
    const words = Array.from({ length: 3000 }, () => {
      stream.step()
      return [stream.a, stream.b] as const
    })
    const forwards = words.map(([a, b]) => sampler.sample(a, b))
    const again = compileDistribution(spec)
    const backwards = [...words].reverse().map(([a, b]) => again.sample(a >>> 0, b >>> 0))
    expect(backwards.reverse()).toEqual(forwards)
  })

  test("gives finite numbers for extreme words", () => {
    const sampler = compileDistribution(spec)
    for (const a of [0, -1, 1, 0x80000000, 0x7fffffff]) {
      for (const b of [0, -1, 1, 255, 256, 511, 0x80000000]) {
        expect(Number.isFinite(sampler.sample(a, b)), `${a}, ${b}`).toBe(true)
      }
    }
  })

  test("does not keep or change its specification", () => {
    const before = structuredClone(spec)
    compileDistribution(spec)
    expect(spec).toEqual(before)
  })
})

test.each<readonly [DistributionSpec, RegExp]>([
  [{ kind: "constant", value: NaN }, /value must be a finite number, not NaN/],
  [{ kind: "uniform", min: 2, max: 1 }, /max must be at least min \(2\), not 1/],
  [{ kind: "exponential", mean: -1 }, /mean must be a finite number of at least 0, not -1/],
  [{ kind: "normal", mean: 0, standardDeviation: -1 }, /standardDeviation/],
  [{ kind: "normal", mean: 0, standardDeviation: 1, min: Infinity }, /min must be a finite number/],
  [{ kind: "lognormal", mean: 0, cv: 1 }, /mean must be a finite number above 0/],
  [{ kind: "lognormal", p50: 2, p99: 1 }, /p99 must be at least p50/],
  [{ kind: "gamma", mean: 1, shape: 0 }, /shape/],
  [{ kind: "gamma", mean: 1, cv: Infinity }, /cv/],
  [{ kind: "erlang", mean: 1, stages: 1.5 }, /stages must be an integer from 1 to 1000000, not 1.5/],
  [{ kind: "hyperexponential", mean: 1, cv: 0.9 }, /cv must be a finite number of at least 1/],
  [{ kind: "hyperexponential", branches: [] }, /branches must not be empty/],
  [{ kind: "hyperexponential", branches: [{ probability: 0, mean: 1 }] }, /branches\[0\].probability/],
  [{ kind: "weibull", mean: 1, shape: -2 }, /shape/],
  [{ kind: "pareto", min: 1, alpha: 0 }, /alpha/],
  [{ kind: "pareto", min: 2, alpha: 1, cap: 1 }, /cap must be at least min/],
  [{ kind: "zipf", n: 0, s: 1 }, /n must be an integer from 1/],
  [{ kind: "zipf", n: 10, s: -1 }, /s must be from 0/],
  [{ kind: "empirical", samples: [] }, /samples must not be empty/],
  [{ kind: "empirical", samples: [1, NaN] }, /samples\[1\] must be a finite number/],
  [{ kind: "mixture", components: [] }, /components must not be empty/],
  [
    { kind: "mixture", components: [{ weight: -1, distribution: { kind: "constant", value: 1 } }] },
    /components\[0\].weight/,
  ],
])("%j is refused", (spec, message) => {
  expect(() => compileDistribution(spec)).toThrow(message)
})

test("an unknown kind names the known ones", () => {
  expect(() => compileDistribution({ kind: "toString" } as unknown as DistributionSpec)).toThrow(
    /There is no distribution "toString"; there are constant, /,
  )
})
