import type { Playback } from "../playback.ts"
import { CriticalWalk, PATH_KINDS, type PathKind } from "./critical-walk.ts"
import { endedRows, type Subject, type TimeRange } from "./ended.ts"

/**
 * Where the time of calls went, in ns; the parts add up to the total exactly. A call that is tried again counts once,
 * from its first try to its end, as its caller waited for it.
 */
export interface WhyWaiting {
  readonly calls: number
  readonly totalNs: number
  readonly parts: Readonly<Record<WaitKind, number>>
}

/** `downstream`: the call had been handed on, and waited for another. */
export type WaitKind = PathKind | "downstream"

export const WAIT_KINDS: readonly WaitKind[] = [...PATH_KINDS, "downstream"]

/** The split of the time of the calls that ended in a stretch of time: to a component, or of clients' requests. */
export function whyWaiting(playback: Playback, subject: Subject, window: TimeRange): WhyWaiting {
  const { requests } = playback
  const { spans: table } = playback.recording
  const walk = new CriticalWalk(table, requests)
  const rows = endedRows(playback, subject, window, "calls")
  const sums = new Float64Array(PATH_KINDS.length)
  let downstream = 0
  let totalNs = 0
  for (const row of rows) {
    walk.walk(row)
    totalNs += table.duration(row)
    const hasTries = requests.isLogical(row)
    for (let i = 0; i < walk.segmentCount; i++) {
      const ns = walk.segmentToNs[i] - walk.segmentFromNs[i]
      const at = walk.spans[walk.segmentSpan[i]]
      if (at === row || (hasTries && table.parent(at) === row)) sums[walk.segmentKind[i]] += ns
      else downstream += ns
    }
  }
  const [network, pool, queue, backoff, service, unanswered] = sums
  return {
    calls: rows.length,
    totalNs,
    parts: { network, pool, queue, backoff, service, unanswered, downstream },
  }
}
