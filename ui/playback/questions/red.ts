import { OK, OUTCOME_COUNT } from "../../../scenarios/record/columns.ts"
import type { Playback } from "../playback.ts"
import { MEASURES } from "../track.ts"
import { queryTrack } from "../track-query.ts"
import { durationsOf, endedRows, type Subject, type TimeRange } from "./ended.ts"
import { type Facts, NO_FACTS } from "./facts.ts"
import { type LatencyQuantile, latencyQuantiles } from "./latencies.ts"

/** Rate, errors, duration and saturation in a stretch of time: of the tries that reached a component, or of clients' requests. */
export interface Red {
  /** Calls that ended in it. */
  readonly calls: number
  readonly perSecond: number
  readonly failed: number
  /** Null where no call ended. */
  readonly errorShare: number | null
  /** Calls by the number of their outcome. */
  readonly byOutcome: Uint32Array
  /** In ns; null where no call ended. */
  readonly meanNs: number | null
  readonly mostNs: number | null
  /** p50, p90, p95, p99 and p99.9. */
  readonly latency: readonly LatencyQuantile[]
  /** Calls under way. */
  readonly inFlight: Level
  /** Calls that wait at the replicas, and that they work on, all together; null of clients. */
  readonly queued: Level | null
  readonly busy: Level | null
  /** Slots of all replicas; null where nothing limits them or the facts do not say. */
  readonly slots: number | null
  /** Share of the slots that is busy, in the mean; null without slots. */
  readonly utilisation: number | null
}

/** A level over time. In a long stretch it is read from bins, which may reach a bin's width beyond its ends. */
export interface Level {
  readonly mean: number
  readonly most: number
}

export function red(playback: Playback, subject: Subject, window: TimeRange, facts: Facts = NO_FACTS): Red {
  const { spans: table } = playback.recording
  const rows = endedRows(playback, subject, window)
  const durations = durationsOf(playback, rows)
  const byOutcome = new Uint32Array(OUTCOME_COUNT)
  for (const row of rows) byOutcome[table.outcome(row)]++
  const calls = rows.length
  const failed = calls - byOutcome[OK]
  const busy = levelOf(playback, subject, MEASURES.busy, window)
  const slots = slotsOf(playback, subject, facts)
  return {
    calls,
    perSecond: window.toNs > window.fromNs ? (calls * 1e9) / (window.toNs - window.fromNs) : 0,
    failed,
    errorShare: calls === 0 ? null : failed / calls,
    byOutcome,
    meanNs: calls === 0 ? null : durations.reduce((sum, ns) => sum + ns, 0) / calls,
    mostNs: calls === 0 ? null : durations.reduce((most, ns) => Math.max(most, ns), 0),
    latency: latencyQuantiles(durations),
    inFlight: levelOf(playback, subject, MEASURES.inFlight, window),
    queued: subject === null ? null : levelOf(playback, subject, MEASURES.queued, window),
    busy: subject === null ? null : busy,
    slots,
    utilisation: slots === null ? null : busy.mean / slots,
  }
}

function levelOf(playback: Playback, subject: Subject, measure: number, { fromNs, toNs }: TimeRange): Level {
  const { tracks } = playback
  const window = { fromNs, toNs: Math.max(toNs, fromNs + 1), columns: 1 }
  const { mean, most } = queryTrack(tracks, subject ?? tracks.requests, measure, window)
  return { mean: Number.isNaN(mean[0]) ? 0 : mean[0], most: Math.max(0, most[0]) }
}

/** Slots of all replicas of a component. */
function slotsOf({ components }: Playback, subject: Subject, { slots }: Facts): number | null {
  if (subject === null) return null
  const each = slots[subject] ?? null
  return each === null ? null : each * components.ofActor.filter((component) => component === subject).length
}
