import type { Row } from "../../../engine/index.ts"
import type { Playback } from "../playback.ts"
import { durationsOf, endedRows, type LatencyRange, type TimeRange } from "./ended.ts"
import { quantileOf } from "./latencies.ts"

/** Which of the clients' requests are meant; all conditions hold at once. */
export interface RequestFilter {
  /** When they ended. */
  readonly time: TimeRange
  readonly latency?: LatencyRange
  /** Only those that took longer than this quantile of the rest of the filter: 0.99 for what is above p99. */
  readonly aboveQuantile?: number
  /** Number of the operation that the client called. */
  readonly operation?: number
  readonly outcome?: number
}

export interface Selection {
  /** Rows of the clients' calls, in order. */
  readonly rows: Int32Array
  /** The quantile they are above, in ns; null where none was asked for. */
  readonly aboveNs: number | null
}

export function selectRequests(playback: Playback, filter: RequestFilter): Selection {
  const { spans: table } = playback.recording
  const { latency, operation, outcome, aboveQuantile } = filter
  const ended = endedRows(playback, null, filter.time)
  const hasMore = latency !== undefined || operation !== undefined || outcome !== undefined
  const isChosen = (row: Row) => {
    const ns = table.duration(row)
    if (latency !== undefined && (ns < latency.fromNs || ns >= latency.toNs)) return false
    if (operation !== undefined && table.operation(row) !== operation) return false
    return outcome === undefined || table.outcome(row) === outcome
  }
  const chosen = hasMore ? ended.filter(isChosen) : ended
  if (aboveQuantile === undefined || chosen.length === 0) return { rows: chosen, aboveNs: null }
  const aboveNs = quantileOf(durationsOf(playback, chosen).sort(), aboveQuantile)
  return { rows: chosen.filter((row) => table.duration(row) > aboveNs), aboveNs }
}
