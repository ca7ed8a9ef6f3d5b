import { type Batch, batchSpread, ratio } from "./batch-means.ts"
import { chiSquareQuantile, normalQuantile, studentQuantile } from "./distributions.ts"
import { around, type Estimate, type KnownEstimate, notEnoughData, upperProbability } from "./estimate.ts"
import { mean, variance } from "./moments.ts"

/** Independent values needed on the rarer side of a quantile (chosen). */
const BEYOND_MIN = 15
/** Up to this count a Poisson interval is exact; beyond, the score interval differs by less than 0.1 % (chosen). */
const POISSON_EXACT_MAX = 1000

/** Student's t interval of the mean of independent samples; at least two. */
export function meanInterval(samples: readonly number[], confidence: number, method = "t"): Estimate {
  const upper = upperProbability(confidence)
  if (samples.length < 2) return notEnoughData(method)
  const standardError = Math.sqrt(variance(samples) / samples.length)
  return around(mean(samples), studentQuantile(upper, samples.length - 1) * standardError, method)
}

/** What a quantile's interval is made from; both are asked a few times. */
export interface QuantileSource {
  /** The q-quantile of the whole run. */
  quantile(q: number): number
  /** For adjacent stretches, the last one incomplete: how many values (`count`) and how many above `value` (`sum`). */
  exceedances(value: number): readonly Batch[]
}

/**
 * Interval of the whole run's q-quantile: how uncertain is the share of values above it (batch means, in Wilson's
 * form), and which quantiles belong to the ends of that share? A burst of slow requests counts as one, not as many.
 * No interval where batch means have none, or where the run holds too few independent values for this quantile. That
 * is judged by the median: judged by the tail itself, the runs that saw no bad burst would be the ones that pass.
 */
export function quantileInterval(source: QuantileSource, q: number, confidence: number): Estimate {
  const upper = upperProbability(confidence)
  const method = "batch means of exceedances"
  const bulk = independentTrials(source.exceedances(source.quantile(0.5)))
  const tail = independentTrials(source.exceedances(source.quantile(q)))
  if (bulk === null || tail === null) return notEnoughData(method)
  if (bulk.trials * Math.min(q, 1 - q) < BEYOND_MIN) return notEnoughData(method)
  const share = scoreInterval(1 - q, tail.trials, studentQuantile(upper, tail.groups - 1))
  return {
    value: source.quantile(q),
    low: source.quantile(1 - share.high),
    high: source.quantile(1 - share.low),
    method: `${method}, ${tail.groups} batches`,
  }
}

/** Wilson's score interval of a share of independent trials. */
export function proportionInterval(successes: number, trials: number, confidence: number): Estimate {
  const upper = upperProbability(confidence)
  return trials > 0 ? wilson(successes / trials, trials, upper, "Wilson") : notEnoughData("Wilson")
}

/**
 * Wilson's interval where neighbouring trials are alike (a burst fails together): the number of trials is divided by
 * how much more the batches scatter than independent trials would. In a batch `count` are trials and `sum` successes.
 */
export function batchProportionInterval(batches: readonly Batch[], confidence: number): Estimate {
  const upper = upperProbability(confidence)
  const independent = independentTrials(batches)
  if (independent === null) return notEnoughData("Wilson, batch means")
  return wilson(ratio(batches), independent.trials, upper, `Wilson, ${independent.groups} batches`)
}

/** Interval of a rate from a Poisson count over `exposure`, in the unit the rate is wanted per (Garwood 1936). */
export function poissonRateInterval(count: number, exposure: number, confidence: number): Estimate {
  const upper = upperProbability(confidence)
  if (!(exposure > 0)) return notEnoughData("Poisson")
  const value = count / exposure
  if (count > POISSON_EXACT_MAX) {
    const z = normalQuantile(upper)
    const half = z * Math.sqrt(count + (z * z) / 4)
    const centre = count + (z * z) / 2
    return { value, low: (centre - half) / exposure, high: (centre + half) / exposure, method: "Poisson, score" }
  }
  const low = count === 0 ? 0 : chiSquareQuantile(1 - upper, 2 * count) / 2
  const high = chiSquareQuantile(upper, 2 * count + 2) / 2
  return { value, low: low / exposure, high: high / exposure, method: "Poisson, exact" }
}

/** How many independent trials would leave a share as uncertain as these batches do; never more than there were. */
function independentTrials(batches: readonly Batch[]): { readonly trials: number; readonly groups: number } | null {
  const spread = batchSpread(batches)
  if (spread === null) return null
  let trials = 0
  for (const batch of batches) trials += batch.count
  const share = ratio(batches)
  const variance = spread.standardError * spread.standardError
  if (variance > 0) trials = Math.min(trials, (share * (1 - share)) / variance)
  return { trials, groups: spread.groups }
}

function wilson(share: number, trials: number, upper: number, method: string): KnownEstimate {
  return { value: share, ...scoreInterval(share, trials, normalQuantile(upper)), method }
}

/** The shares p that are within `z` of their own standard errors sqrt(p (1 - p) / trials) of `share` (Wilson 1927). */
function scoreInterval(share: number, trials: number, z: number): { readonly low: number; readonly high: number } {
  const square = (z * z) / trials
  const centre = (share + square / 2) / (1 + square)
  const half = Math.sqrt(square * (share * (1 - share) + square / 4)) / (1 + square)
  return { low: share === 0 ? 0 : Math.max(0, centre - half), high: share === 1 ? 1 : Math.min(1, centre + half) }
}
