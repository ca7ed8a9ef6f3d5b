import { describe, expect, test } from "vitest"
import {
  type Batch,
  batchMeansInterval,
  batchProportionInterval,
  type Estimate,
  type KnownEstimate,
  meanInterval,
  pairedDifference,
  poissonRateInterval,
  proportionInterval,
  quantileInterval,
  replicationInterval,
} from "../../statistics/index.ts"
import { normalStream } from "./random.ts"

function known(estimate: Estimate): KnownEstimate {
  if (estimate.value === null) throw new Error(`expected a number, got: ${estimate.reason}`)
  return estimate
}

describe("intervals of independent samples", () => {
  test("mean: 1 to 5 by hand", () => {
    // mean 3, variance 2.5, t(0.975, 4) = 2.776445: 3 ± 2.776445 * sqrt(2.5 / 5)
    const { value, low, high } = known(meanInterval([1, 2, 3, 4, 5], 0.95))
    expect(value).toBe(3)
    expect(low).toBeCloseTo(3 - 1.963243, 5)
    expect(high).toBeCloseTo(3 + 1.963243, 5)
  })

  test("one sample is not enough; no confidence is certain", () => {
    expect(meanInterval([1], 0.95)).toEqual({ value: null, reason: "not enough data", method: "t" })
    expect(() => meanInterval([1, 2], 1)).toThrow(RangeError)
    expect(() => proportionInterval(1, 2, 0)).toThrow(RangeError)
  })

  // Newcombe 1998, table I, method 3 (Wilson without continuity correction), 95 %.
  test.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
    [20, 20, 0.8389, 1],
  ])("Wilson: %i of %i", (successes, trials, low, high) => {
    const interval = known(proportionInterval(successes, trials, 0.95))
    expect(interval.low).toBeCloseTo(low, 4)
    expect(interval.high).toBeCloseTo(high, 4)
    expect(proportionInterval(0, 0, 0.95).value).toBeNull()
  })

  // Garwood 1936 / Pearson & Hartley table 40, 95 %.
  test.each([
    [0, 0, 3.689],
    [1, 0.0253, 5.572],
    [10, 4.795, 18.39],
    [50, 37.11, 65.92],
  ])("Poisson: %i events", (count, low, high) => {
    const interval = known(poissonRateInterval(count, 2, 0.95))
    expect(interval.value).toBe(count / 2)
    expect(Math.abs(interval.low * 2 - low)).toBeLessThan(0.006)
    expect(Math.abs(interval.high * 2 - high)).toBeLessThan(0.006)
  })

  test("Poisson: exact and score intervals meet, nothing is said about no time", () => {
    const exact = known(poissonRateInterval(1000, 1, 0.95))
    const score = known(poissonRateInterval(1001, 1, 0.95))
    expect(score.low / exact.low).toBeCloseTo(1.001, 2)
    expect(score.high / exact.high).toBeCloseTo(1.001, 2)
    expect(poissonRateInterval(3, 0, 0.95).value).toBeNull()
  })
})

describe("replications", () => {
  test("the mean over seeds names their number", () => {
    expect(known(replicationInterval([4, 5, 6], 0.95)).method).toBe("replications, 3 seeds")
    expect(replicationInterval([4], 0.95).value).toBeNull()
  })

  test("pairing by seed cancels what seeds share", () => {
    const left = [10, 20, 30, 40]
    const right = [11, 21.2, 31, 40.8]
    const { value, low, high } = known(pairedDifference(left, right, 0.95))
    expect(value).toBeCloseTo(1, 12) // differences 1, 1.2, 1, 0.8: ± 3.182446 * 0.163299 / 2
    expect(high - low).toBeCloseTo(2 * 3.182446 * (0.1632993 / 2), 5)
    expect(() => pairedDifference([1], [1, 2], 0.95)).toThrow(RangeError)
  })
})

describe("batch means", () => {
  const steady = Array.from({ length: 41 }, (_, i) => ({ count: 10, sum: 50 + ((i * 7) % 5) }))

  test("the last batch counts in the value alone", () => {
    const odd: Batch[] = [...steady.slice(0, 40), { count: 1, sum: 1000 }]
    const interval = known(batchMeansInterval(odd, 0.95))
    const total = steady.slice(0, 40).reduce((sum, batch) => sum + batch.sum, 1000)
    expect(interval.value).toBe(total / 401)
    expect(interval.high - interval.low).toBeLessThan(0.5)
    expect(interval.method).toBe("batch means, 30 batches")
  })

  test("too few batches, too few observations, a trend: not enough data", () => {
    expect(batchMeansInterval(steady.slice(0, 10), 0.95).value).toBeNull()
    expect(
      batchMeansInterval(
        steady.map(() => ({ count: 2, sum: 3 })),
        0.95,
      ).value,
    ).toBeNull()
    expect(batchMeansInterval([], 0.95).value).toBeNull()
    const trend = Array.from({ length: 101 }, (_, i) => ({ count: 100, sum: 100 * i }))
    expect(batchMeansInterval(trend, 0.95)).toMatchObject({ value: null, reason: "not enough data" })
  })

  test("correlated neighbours lead to fewer batches", () => {
    const normal = normalStream(5)
    let x = 0
    // AR(1) with 0.85 a window; ten groups of twelve are nearly independent.
    const batches = Array.from({ length: 128 }, () => {
      x = 0.85 * x + normal()
      return { count: 100, sum: 1000 + x }
    })
    const { method } = known(batchMeansInterval(batches, 0.95))
    expect(["batch means, 20 batches", "batch means, 15 batches", "batch means, 10 batches"]).toContain(method)
  })

  test("a share that fails in bursts is less certain than independent trials", () => {
    const bursts = Array.from({ length: 121 }, (_, i) => ({ count: 100, sum: i % 11 === 3 ? 40 : 100 }))
    const burst = known(batchProportionInterval(bursts, 0.95))
    const independent = known(proportionInterval(burst.value * 12_100, 12_100, 0.95))
    expect(burst.high - burst.low).toBeGreaterThan(1.3 * (independent.high - independent.low))
    expect(burst.low).toBeLessThan(burst.value)
    const perfect = known(
      batchProportionInterval(
        steady.map(() => ({ count: 10, sum: 10 })),
        0.95,
      ),
    )
    expect(perfect).toEqual({ ...known(proportionInterval(410, 410, 0.95)), method: "Wilson, 30 batches" })
    expect(batchProportionInterval(bursts.slice(0, 5), 0.95).value).toBeNull()
  })
})

describe("quantile", () => {
  const even = (count: number) => ({
    quantile: (q: number) => q,
    exceedances: (value: number) => Array.from({ length: 61 }, () => ({ count, sum: count * (1 - value) })),
  })

  test("needs 15 independent values beyond it", () => {
    expect(quantileInterval(even(100), 0.999, 0.95).value).toBeNull() // 6 beyond
    expect(known(quantileInterval(even(100), 0.99, 0.95)).value).toBe(0.99) // 61 beyond
  })

  test("lies around the value and leaves no probability", () => {
    const { low, value, high } = known(quantileInterval(even(1000), 0.99, 0.95))
    expect(low).toBeLessThan(value)
    expect(high).toBeGreaterThan(value)
    expect(high).toBeLessThan(1)
  })
})
