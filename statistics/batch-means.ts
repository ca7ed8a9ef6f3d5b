import { studentQuantile } from "./distributions.ts"
import { around, type Estimate, notEnoughData, upperProbability } from "./estimate.ts"
import { lagOneCorrelation } from "./moments.ts"

/** What was seen in one stretch of a run: how many (or how long, for a level) and their sum. */
export interface Batch {
  readonly count: number
  readonly sum: number
}

/** Group counts that are tried, finest first (chosen; 10 to 30 is the range of Schmeiser 1982). */
const GROUP_COUNTS = [30, 20, 15, 10]
/** Below so many batches, or so many observations in all, there is no interval (chosen). */
const BATCHES_MIN = 10
const OBSERVATIONS_MIN = 100
/** Neighbouring groups more alike than this call for fewer, longer groups (chosen). */
const CORRELATION_REGROUP = 0.2
/** Ten groups still more alike than this are too short to say anything (chosen). */
const CORRELATION_MAX = 0.5

/** Residuals smaller than this part of the sum are rounding errors. */
const ROUNDING = 1e-13

/** How far batches of a ratio scatter. */
interface Spread {
  readonly groups: number
  readonly correlation: number
  /** Standard error of the ratio, widened for what correlation remains. */
  readonly standardError: number
}

/**
 * Interval of a ratio sum / count (a mean latency, a mean level, a share) from one run by batch means.
 * `batches` are adjacent; the last one is taken as incomplete: it counts in the value but not in the spread.
 * The others are joined into 30 groups, or into 20, 15 or 10 where neighbouring groups are correlated.
 * No interval with fewer than 10 complete batches or 100 observations, or where ten groups are still correlated.
 */
export function batchMeansInterval(batches: readonly Batch[], confidence: number): Estimate {
  const upper = upperProbability(confidence)
  const spread = batchSpread(batches)
  if (spread === null) return notEnoughData("batch means")
  const halfWidth = studentQuantile(upper, spread.groups - 1) * spread.standardError
  return around(ratio(batches), halfWidth, `batch means, ${spread.groups} batches`)
}

/** The spread of the complete batches, or null where there is not enough to tell. */
export function batchSpread(batches: readonly Batch[]): Spread | null {
  const complete = batches.slice(0, -1)
  if (complete.length < BATCHES_MIN || total(complete).count < OBSERVATIONS_MIN) return null
  let spread: Spread | null = null
  for (const groups of GROUP_COUNTS) {
    if (groups > complete.length) continue
    spread = spreadOf(group(complete, groups))
    if (spread !== null && spread.correlation <= CORRELATION_REGROUP) return spread
  }
  return spread === null || spread.correlation > CORRELATION_MAX ? null : spread
}

export function ratio(batches: readonly Batch[]): number {
  const { count, sum } = total(batches)
  return sum / count
}

/** Joins equal numbers of neighbours; the newest batches that fill no group are left out. */
function group(batches: readonly Batch[], groups: number): Batch[] {
  const size = Math.floor(batches.length / groups)
  return Array.from({ length: groups }, (_, i) => total(batches.slice(i * size, (i + 1) * size)))
}

/** Variance factor (1 + r) / (1 - r) of a first-order autoregressive series; negative r narrows nothing. */
function correlationFactor(correlation: number): number {
  const r = Math.min(CORRELATION_MAX, Math.max(0, correlation))
  return (1 + r) / (1 - r)
}

/** Ratio estimator: the residuals sum - ratio * count have mean zero, also where counts differ. */
function spreadOf(groups: readonly Batch[]): Spread | null {
  if (groups.filter((batch) => batch.count > 0).length < BATCHES_MIN) return null
  const { count, sum } = total(groups)
  const residuals = groups.map((batch) => batch.sum - (sum / count) * batch.count)
  const correlation = lagOneCorrelation(residuals, 0)
  let squares = 0
  for (const residual of residuals) squares += residual * residual
  // What rounding leaves of a constant is no scatter, and its correlation means nothing.
  const noise = ROUNDING * sum
  if (squares <= noise * noise) return { groups: groups.length, correlation: 0, standardError: 0 }
  const variance = (squares * groups.length) / (groups.length - 1) / (count * count)
  return { groups: groups.length, correlation, standardError: Math.sqrt(variance * correlationFactor(correlation)) }
}

function total(batches: readonly Batch[]): Batch {
  let count = 0
  let sum = 0
  for (const batch of batches) {
    count += batch.count
    sum += batch.sum
  }
  return { count, sum }
}
