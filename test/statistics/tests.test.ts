import { describe, expect, test } from "vitest"
import { chiSquareTest, kolmogorovSmirnovTest } from "../../statistics/index.ts"
import { kolmogorovTail } from "../../statistics/tests.ts"
import { uniformStream } from "./random.ts"

describe("goodness of fit", () => {
  test("chi-square: a die thrown 60 times", () => {
    // (25 + 4 + 1 + 0 + 0 + 100) / 10 = 13 with 5 degrees of freedom: R pchisq(13, 5, lower = FALSE)
    const result = chiSquareTest([5, 8, 9, 10, 10, 20], [10, 10, 10, 10, 10, 10])
    expect(result.statistic).toBeCloseTo(13, 12)
    expect(result.degreesOfFreedom).toBe(5)
    expect(result.pValue).toBeCloseTo(0.02338, 4)
    expect(chiSquareTest([5, 8, 9, 10, 10, 20], [10, 10, 10, 10, 10, 10], 2).degreesOfFreedom).toBe(3)
    expect(() => chiSquareTest([1], [1, 2])).toThrow(RangeError)
    expect(() => chiSquareTest([1, 2], [1, 2], 1)).toThrow(RangeError)
  })

  // Critical points of Kolmogorov's distribution (Smirnov 1948).
  test.each([
    [1.22385, 0.1],
    [1.3581, 0.05],
    [1.62762, 0.01],
    [0.82757, 0.5],
    [0.57117, 0.9],
  ])("P(K > %d) = %d", (x, p) => {
    expect(kolmogorovTail(x)).toBeCloseTo(p, 4)
  })

  test("both series agree where they meet", () => {
    expect(kolmogorovTail(1.18 - 1e-9)).toBeCloseTo(kolmogorovTail(1.18 + 1e-9), 7)
    expect([kolmogorovTail(0), kolmogorovTail(0.05), kolmogorovTail(9)]).toEqual([1, 1, expect.closeTo(0, 12)])
  })

  test("Kolmogorov-Smirnov by hand", () => {
    const { statistic } = kolmogorovSmirnovTest([0.7, 0.1, 0.4], (x) => x)
    expect(statistic).toBeCloseTo(0.3, 12) // after 0.7 the steps stand at 1
    expect(() => kolmogorovSmirnovTest([], (x) => x)).toThrow(RangeError)
  })

  test("p-values of true hypotheses are uniform, a false one is found", () => {
    const small = Array.from({ length: 1000 }, (_, seed) => {
      const uniform = uniformStream(seed)
      return kolmogorovSmirnovTest(Array.from({ length: 50 }, uniform), (x) => x).pValue
    })
    for (const p of [0.05, 0.25, 0.5]) {
      // three standard errors of a share of 1000
      const share = small.filter((value) => value < p).length / 1000
      expect(Math.abs(share - p)).toBeLessThan(3 * Math.sqrt((p * (1 - p)) / 1000))
    }
    const uniform = uniformStream(1)
    const squares = Array.from({ length: 200 }, () => uniform() ** 2)
    expect(kolmogorovSmirnovTest(squares, (x) => x).pValue).toBeLessThan(1e-6)
  })
})
