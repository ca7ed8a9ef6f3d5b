import { describe, expect, test } from "vitest"
import { hashPair, mix32 } from "../../../engine/chance/hash.ts"
import { compileDistribution, type DistributionSpec } from "../../../engine/distributions/index.ts"

/** Exact mean and variance, the arithmetic in the comment. */
const rows: readonly (readonly [DistributionSpec, number, number])[] = [
  [{ kind: "constant", value: 7 }, 7, 0],
  [{ kind: "uniform", min: 2, max: 8 }, 5, 3],
  [{ kind: "uniform", min: 2, max: 2 }, 2, 0],
  [{ kind: "exponential", mean: 3 }, 3, 9],
  [{ kind: "exponential", mean: 0 }, 0, 0],
  // max(Z, 0): mean 1/sqrt(2 pi), variance 1/2 - 1/(2 pi).
  [{ kind: "normal", mean: 0, standardDeviation: 1, min: 0 }, 1 / Math.sqrt(2 * Math.PI), 0.5 - 1 / (2 * Math.PI)],
  [{ kind: "normal", mean: -4, standardDeviation: 0, min: 0 }, 0, 0],
  [{ kind: "normal", mean: 100, standardDeviation: 5, min: 0 }, 100, 25],
  [{ kind: "lognormal", mean: 6, cv: 2 }, 6, 144],
  [{ kind: "lognormal", mean: 6, cv: 0 }, 6, 0],
  [{ kind: "gamma", mean: 6, cv: 2 }, 6, 144],
  [{ kind: "erlang", mean: 6, stages: 4 }, 6, 9],
  // 0.75 * 1 + 0.25 * 9 = 3; 2 (0.75 * 1 + 0.25 * 81) - 9 = 33.
  [
    {
      kind: "hyperexponential",
      branches: [
        { probability: 3, mean: 1 },
        { probability: 1, mean: 9 },
      ],
    },
    3,
    33,
  ],
  [{ kind: "hyperexponential", mean: 5, cv: 3 }, 5, 225],
  [{ kind: "hyperexponential", mean: 5, cv: 1 }, 5, 25],
  // gamma(1.5) = sqrt(pi) / 2; 9 (1 - pi / 4).
  [{ kind: "weibull", scale: 3, shape: 2 }, (3 * Math.sqrt(Math.PI)) / 2, 9 * (1 - Math.PI / 4)],
  // Scale 5, gamma(5) = 24: 25 * 24 - 100.
  [{ kind: "weibull", mean: 10, shape: 0.5 }, 10, 500],
  // 3 * 2 / 2; 4 * 3 / (4 * 1).
  [{ kind: "pareto", min: 2, alpha: 3 }, 3, 3],
  [{ kind: "pareto", min: 2, alpha: 1.5 }, 6, Infinity],
  [{ kind: "pareto", min: 2, alpha: 1 }, Infinity, Infinity],
  // Density 1 / (x^2 (1 - 1/e)) from 1 to e: mean 1 / (1 - 1/e), second moment (e - 1) / (1 - 1/e) = e.
  [{ kind: "pareto", min: 1, alpha: 1, cap: Math.E }, 1 / (1 - 1 / Math.E), Math.E - (1 / (1 - 1 / Math.E)) ** 2],
  [{ kind: "pareto", min: 2, alpha: 1, cap: 2 }, 2, 0],
  // A fair die.
  [{ kind: "zipf", n: 6, s: 0 }, 3.5, 35 / 12],
  // Weights 1, 1/2: mean (1 + 1) / 1.5, mean square (1 + 2) / 1.5.
  [{ kind: "zipf", n: 2, s: 1 }, 4 / 3, 2 - 16 / 9],
  [{ kind: "zipf", n: 1, s: 2 }, 1, 0],
  [{ kind: "empirical", samples: [5] }, 5, 0],
  [{ kind: "empirical", samples: [8, 2] }, 5, 3],
  [
    {
      kind: "mixture",
      components: [
        { weight: 1, distribution: { kind: "constant", value: 0 } },
        { weight: 1, distribution: { kind: "exponential", mean: 2 } },
      ],
    },
    1,
    3,
  ],
  [
    {
      kind: "mixture",
      components: [
        { weight: 1, distribution: { kind: "constant", value: 0 } },
        { weight: 1, distribution: { kind: "pareto", min: 1, alpha: 0.5 } },
      ],
    },
    Infinity,
    Infinity,
  ],
]

function near(actual: number, expected: number): boolean {
  return actual === expected || Math.abs(actual - expected) <= 1e-12 * Math.max(1, Math.abs(expected))
}

test.each(rows)("%j has mean %d and variance %d", (spec, mean, variance) => {
  const sampler = compileDistribution(spec)
  expect(near(sampler.mean, mean), `mean ${sampler.mean}`).toBe(true)
  expect(near(sampler.variance, variance), `variance ${sampler.variance}`).toBe(true)
})

describe("bounds", () => {
  test.each<readonly [DistributionSpec, number, number]>([
    [{ kind: "uniform", min: 2, max: 3 }, 2, 3],
    [{ kind: "normal", mean: 1, standardDeviation: 5, min: 0 }, 0, Infinity],
    [{ kind: "pareto", min: 2, alpha: 0.1, cap: 9 }, 2, 9],
    [{ kind: "empirical", samples: [3, 1, 2] }, 1, 3],
    [{ kind: "zipf", n: 3, s: 0.5 }, 1, 3],
  ])("%j stays within %d and %d", (spec, min, max) => {
    const sampler = compileDistribution(spec)
    for (let i = 0; i < 20_000; i++) {
      const value = sampler.sample(mix32(i), hashPair(i, 1))
      expect(value >= min && value <= max).toBe(true)
    }
  })

  test("a clamped normal is at its bound as often as the curve lies below it", () => {
    const sampler = compileDistribution({ kind: "normal", mean: 1, standardDeviation: 1, min: 0 })
    let atBound = 0
    for (let i = 0; i < 100_000; i++) if (sampler.sample(mix32(i), hashPair(i, 7)) === 0) atBound++
    // P(Z < -1) = 0.158655; 5 standard deviations of 1.16e-3.
    expect(Math.abs(atBound / 100_000 - 0.158655)).toBeLessThan(5 * 1.16e-3)
  })
})
