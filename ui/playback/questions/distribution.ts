import type { Playback } from "../playback.ts"
import { durationsOf, endedRows, type Subject, type TimeRange } from "./ended.ts"
import { upperBound } from "./latencies.ts"

/** Points spread evenly over the calls, and points per tenfold towards the slowest (chosen: more than a curve can show). */
const EVEN_POINTS = 200
const POINTS_PER_DECADE = 40

/**
 * The distribution of latencies as points of rising latency, exact at each: `atMost / calls` is the share of the calls
 * that took no longer, `above / calls` the tail, for axes that are both logarithmic (it is 0 at the last point).
 */
export interface LatencyDistribution {
  readonly calls: number
  /** In ns; null where no call ended. */
  readonly leastNs: number | null
  readonly meanNs: number | null
  readonly mostNs: number | null
  readonly latencyNs: Float64Array
  readonly atMost: Uint32Array
  readonly above: Uint32Array
}

/** Of the calls that ended in a stretch of time. */
export function distribution(playback: Playback, subject: Subject, window: TimeRange): LatencyDistribution {
  const sorted = durationsOf(playback, endedRows(playback, subject, window)).sort()
  const calls = sorted.length
  const latencyNs = Float64Array.from(new Set(ranksOf(calls).map((rank) => sorted[rank])))
  const atMost = Uint32Array.from(latencyNs, (ns) => upperBound(sorted, ns))
  return {
    calls,
    leastNs: calls === 0 ? null : sorted[0],
    meanNs: calls === 0 ? null : sorted.reduce((sum, ns) => sum + ns, 0) / calls,
    mostNs: calls === 0 ? null : sorted[calls - 1],
    latencyNs,
    atMost,
    above: atMost.map((count) => calls - count),
  }
}

/** Places among sorted values, in their order. */
function ranksOf(calls: number): readonly number[] {
  if (calls === 0) return []
  const ranks = new Set([0, calls - 1])
  for (let i = 1; i < EVEN_POINTS; i++) ranks.add(Math.floor((i * calls) / EVEN_POINTS))
  for (let i = 0; 10 ** (i / POINTS_PER_DECADE) <= calls; i++) {
    ranks.add(calls - Math.round(10 ** (i / POINTS_PER_DECADE)))
  }
  return [...ranks].sort((a, b) => a - b)
}
