import { type Batch, quantileInterval } from "../../../statistics/index.ts"

/** The quantiles that are shown. */
export const QUANTILES = [0.5, 0.9, 0.95, 0.99, 0.999] as const
/** Fewer observations than this beyond a quantile do not tell it (chosen). */
const BEYOND_MIN = 10
/** Adjacent stretches whose scatter says how sure a quantile is (chosen: they are joined into 30 at most). */
const BATCHES = 60
const CONFIDENCE = 0.95

/** A latency that a share `q` of the calls does not exceed. Times in ns. */
export interface LatencyQuantile {
  readonly q: number
  /** Null where fewer than 10 calls lie beyond it: not enough data. */
  readonly ns: number | null
  /** Ends of its 95 % interval by batch means; null where the calls are too few, or too much alike, to tell. */
  readonly lowNs: number | null
  readonly highNs: number | null
  /** Calls that took longer. */
  readonly beyond: number
}

/** The value with rank ⌈q × count⌉ of sorted ones; NaN of none. */
export function quantileOf(sorted: Float64Array, q: number): number {
  return sorted.length === 0 ? Number.NaN : sorted[rankOf(sorted.length, q)]
}

/** Whether enough of `count` values lie beyond the quantile. */
export function isKnown(count: number, q: number, beyondMin: number = BEYOND_MIN): boolean {
  return count > 0 && count - 1 - rankOf(count, q) >= beyondMin
}

/** Quantiles of durations in the order in which the calls were made, in ns. */
export function latencyQuantiles(durations: Float64Array): readonly LatencyQuantile[] {
  const sorted = durations.slice().sort()
  const source = {
    quantile: (q: number) => quantileOf(sorted, Math.max(0, Math.min(1, q))),
    exceedances: (value: number) => batchesAbove(durations, value),
  }
  return QUANTILES.map((q) => {
    const value = quantileOf(sorted, q)
    const beyond = sorted.length - upperBound(sorted, value)
    if (!isKnown(sorted.length, q)) return { q, ns: null, lowNs: null, highNs: null, beyond }
    const interval = quantileInterval(source, q, CONFIDENCE)
    const ends = interval.value === null ? { low: null, high: null } : interval
    return { q, ns: value, lowNs: ends.low, highNs: ends.high, beyond }
  })
}

/** How many of sorted values are not above `value`. */
export function upperBound(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (sorted[middle] <= value) low = middle + 1
    else high = middle
  }
  return low
}

function rankOf(count: number, q: number): number {
  // A product of decimals can lie a rounding error above the whole number that is meant: 0.95 × 1000.
  return Math.max(0, Math.ceil(q * count - 1e-9) - 1)
}

function batchesAbove(durations: Float64Array, value: number): readonly Batch[] {
  const size = Math.max(1, Math.floor(durations.length / BATCHES))
  const batches: Batch[] = []
  for (let from = 0; from < durations.length; from += size) {
    const to = Math.min(from + size, durations.length)
    let sum = 0
    for (let i = from; i < to; i++) if (durations[i] > value) sum++
    batches.push({ count: to - from, sum })
  }
  return batches
}
