import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { bucketOf, integerBucketOf } from "../../../engine/metrics/buckets.ts"
import { HIGH_MANTISSA_BITS } from "../../../engine/metrics/constants.ts"
import { LatencyMetric, LogHistogram, RunClock } from "../../../engine/metrics/index.ts"

const values = fc.array(fc.oneof(fc.constant(0), fc.maxSafeNat(), fc.double({ min: 1e-3, max: 1e12, noNaN: true })), {
  minLength: 1,
  maxLength: 200,
})

function histogramOf(list: readonly number[], bits?: number): LogHistogram {
  const histogram = new LogHistogram(bits)
  for (const value of list) histogram.record(value)
  return histogram
}

/** The buckets that hold something, as text. */
function contents(histogram: LogHistogram): string {
  const { first, buckets } = histogram.snapshot()
  let text = ""
  buckets.forEach((count, at) => {
    if (count > 0) text += `${first + at}:${count} `
  })
  return text
}

function rankOf(sorted: readonly number[], q: number): number {
  return sorted[Math.max(0, Math.ceil(q * sorted.length * (1 - 1e-14)) - 1)] ?? Number.NaN
}

describe("LogHistogram", () => {
  test.each([
    [7, 1 / 257], // half a bucket of 1/128 over a value at its foot
    [4, 1 / 33],
    [10, 1 / 2049],
  ])("a quantile at %i bits is within %d of the ranked value", (bits, error) => {
    fc.assert(
      fc.property(values, fc.double({ min: 0, max: 1, noNaN: true }), (list, q) => {
        const sorted = list.toSorted((a, b) => a - b)
        const exact = rankOf(sorted, q)
        const estimate = histogramOf(list, bits).quantile(q)
        expect(Math.abs(estimate - exact)).toBeLessThanOrEqual(error * Math.max(exact, estimate) * (1 + 1e-12))
      }),
    )
  })

  test("extremes are exact, the order of values does not matter, quantiles rise", () => {
    fc.assert(
      fc.property(values, (list) => {
        const histogram = histogramOf(list)
        expect(histogram.count).toBe(list.length)
        expect(histogram.quantile(0)).toBe(Math.min(...list))
        expect(histogram.quantile(1)).toBe(Math.max(...list))
        const quantiles = [0, 0.1, 0.5, 0.9, 0.99, 1].map((q) => histogram.quantile(q))
        expect(quantiles).toEqual(quantiles.toSorted((a, b) => a - b))
        expect(contents(histogramOf(list.toReversed()))).toBe(contents(histogram))
      }),
    )
  })

  test.each([
    // Rank ceil(q n) of n values, half of which are 0: the median is the last of the zeros, p99 the 49th of the rest.
    [[...Array<number>(50).fill(0), ...Array.from({ length: 50 }, (_, index) => (index + 1) * 1e6)], 0, 49e6],
    // Nothing but zeros, and one value more than that.
    [[0, 0, 0, 0], 0, 0],
    [[0, 7e6, 0, 7e6, 7e6], 7e6, 7e6],
  ])("zeros are values like any other: %j", (list, p50, p99) => {
    const merged = new LogHistogram()
    merged.merge(histogramOf(list))
    const metric = new LatencyMetric(new RunClock())
    for (const value of list) metric.record(value)
    for (const histogram of [histogramOf(list), merged, metric.wholeRun]) {
      expect([histogram.count, histogram.min]).toEqual([list.length, 0])
      expect(Math.abs(histogram.quantile(0.5) - p50)).toBeLessThanOrEqual(p50 / 100)
      expect(Math.abs(histogram.quantile(0.99) - p99)).toBeLessThanOrEqual(p99 / 100)
    }
  })

  test("the sum of integers is exact beyond 2^53", () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeNat(), { minLength: 1, maxLength: 100 }), (list) => {
        const total = list.reduce((sum, value) => sum + BigInt(value), 0n)
        expect(histogramOf(list).sum).toBe(Number(total))
      }),
    )
  })

  test("merging equals recording all in one, recordMany equals recording often", () => {
    fc.assert(
      fc.property(values, values, fc.integer({ min: 0, max: 9 }), (left, right, times) => {
        const merged = histogramOf(left)
        merged.merge(histogramOf(right))
        const whole = histogramOf([...left, ...right])
        expect(contents(merged)).toBe(contents(whole))
        expect([merged.count, merged.min, merged.max]).toEqual([whole.count, whole.min, whole.max])
        expect(Math.abs(merged.sum - whole.sum)).toBeLessThanOrEqual(whole.sum * 1e-15)
        const value = left[0] ?? 0
        const many = histogramOf(right)
        many.recordMany(value, times)
        const often = histogramOf([...right, ...Array.from({ length: times }, () => value)])
        expect(contents(many)).toBe(contents(often))
        expect([many.count, many.min, many.max]).toEqual([often.count, often.min, often.max])
      }),
    )
  })

  test("counts above a value", () => {
    const histogram = histogramOf([0, 0, 1, 10, 100, 1000])
    const rows: [number, number][] = [
      [0, 4],
      [0.5, 4],
      [5, 3],
      [50, 2],
      [500, 1],
      [1000, 0],
      [5000, 0],
      [1e-9, 4],
    ]
    for (const [value, above] of rows) expect([value, histogram.countAbove(value)]).toEqual([value, above])
    const even = new LogHistogram()
    for (let i = 0; i < 10_000; i++) even.record(1000 + i / 10)
    expect(Math.abs(even.countAbove(1234.5) - 7655)).toBeLessThanOrEqual(2)
    expect(new LogHistogram().countAbove(1)).toBe(0)
  })

  test("gives its buckets in pairs, zeros left out, coarser where asked", () => {
    const histogram = histogramOf([0, -0, 1, 1, 1.99, 2, 2.01])
    const [first = 0, ...rest] = histogram.pairs(4)
    expect(rest).toEqual([2, first + 15, 1, first + 16, 2])
    expect([...histogram.pairs(0)]).toEqual([first >> 4, 3, (first >> 4) + 1, 2])
    expect([...histogramOf([0]).pairs(4)]).toEqual([])
  })

  test("an integer's bucket is the same by integer arithmetic", () => {
    const integers = fc.oneof(fc.integer({ min: 1, max: 2 ** 31 - 1 }), fc.integer({ min: 1, max: 300 }))
    fc.assert(
      fc.property(integers, fc.integer({ min: 0, max: 12 }), (value, bits) => {
        expect(integerBucketOf(value, bits)).toBe(bucketOf(value, HIGH_MANTISSA_BITS - bits))
      }),
    )
  })

  test("zeros are counted, and are the smallest", () => {
    const histogram = histogramOf([0, 3, 0])
    expect([histogram.count, histogram.min, histogram.max, histogram.sum]).toEqual([3, 0, 3, 3])
    histogram.recordMany(0, 2)
    expect([histogramOf([0]).max, histogram.count, histogram.quantile(0.5)]).toEqual([0, 5, 0])
  })

  test("empty, cleared and restored", () => {
    const histogram = new LogHistogram()
    expect(histogram.quantile(0.5)).toBeNaN()
    expect(histogram.mean()).toBeNaN()
    histogram.record(5)
    const snapshot = structuredClone(histogram.snapshot())
    histogram.record(0.001)
    histogram.clear()
    expect([histogram.count, histogram.sum]).toEqual([0, 0])
    histogram.restore(snapshot)
    histogram.record(7)
    expect(histogram.snapshot()).toEqual(histogramOf([5, 7]).snapshot())
    expect([...snapshot.buckets].reduce((sum, count) => sum + count, 0)).toBe(1)
  })

  test("the whole range of doubles fits", () => {
    const histogram = histogramOf([5e-324, 1, 1, Number.MAX_VALUE])
    expect(histogram.quantile(0.25)).toBe(5e-324)
    expect(histogram.quantile(1)).toBe(Number.MAX_VALUE)
    expect(histogram.quantile(0.5)).toBeCloseTo(1, 2)
    expect(histogram.snapshot().buckets.length).toBe(2047 * 128)
  })

  test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, -5e-324])("refuses %d", (value) => {
    expect(() => new LogHistogram().record(value)).toThrow(/finite numbers/)
    expect(() => histogramOf([1, 2]).record(value)).toThrow(/finite numbers/)
  })

  test("refuses a mixture of resolutions", () => {
    expect(() => new LogHistogram(7).merge(new LogHistogram(6))).toThrow(/different resolution/)
    expect(() => new LogHistogram(7).restore(new LogHistogram(6).snapshot())).toThrow(/same resolution/)
  })
})
