import type { Estimate } from "./estimate.ts"
import { meanInterval } from "./intervals.ts"

/** Mean of one figure over independent runs (seeds), one number a run; at least two runs. */
export function replicationInterval(runs: readonly number[], confidence: number): Estimate {
  return meanInterval(runs, confidence, `replications, ${runs.length} seeds`)
}

/**
 * Mean of `right - left` over runs paired by seed: common random numbers cancel what the seeds have in common.
 * Throws a RangeError where the two have different lengths.
 */
export function pairedDifference(left: readonly number[], right: readonly number[], confidence: number): Estimate {
  if (left.length !== right.length) throw new RangeError("paired runs need the same seeds on both sides")
  const differences = left.map((value, i) => (right[i] ?? Number.NaN) - value)
  return meanInterval(differences, confidence, `paired replications, ${left.length} seeds`)
}
