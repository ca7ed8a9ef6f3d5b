import type { Estimate } from "../../statistics/index.ts"

/** Confidence of every interval in a report (the usual one). */
export const CONFIDENCE = 0.95
/** Digits kept of computed numbers (chosen: beyond any interval's, and short of where languages round differently). */
const DIGITS = 6

export function rounded(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(DIGITS)) : value
}

/** The estimate in another unit, with as many digits as a report has. */
export function scaled(estimate: Estimate, factor: number): Estimate {
  if (estimate.value === null) return estimate
  const { value, low, high, method } = estimate
  return { value: rounded(value * factor), low: rounded(low * factor), high: rounded(high * factor), method }
}

export function unknown(reason: string): Estimate {
  return { value: null, reason }
}

/** A number that is known without chance: a maximum of the run, a count. */
export function exactly(value: number, method: string): Estimate {
  return { value: rounded(value), low: rounded(value), high: rounded(value), method }
}
