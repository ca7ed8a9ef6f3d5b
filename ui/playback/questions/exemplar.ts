import type { Row } from "../../../engine/index.ts"
import type { Playback } from "../playback.ts"
import { endOf } from "../spans.ts"
import { durationsOf, endedRows, type LatencyRange, type Subject, type TimeRange } from "./ended.ts"

/** One call that stands for many. */
export interface Exemplar {
  /** Row of the call that ended there, and of the client's request it belongs to. */
  readonly row: Row
  readonly root: Row
  readonly latencyNs: number
  readonly endNs: number
}

/** `middle`: nearest to the middle of the cell in time and log latency. `slowest`: the longest. */
export type ExemplarChoice = "middle" | "slowest"

/** A call among those that ended in a stretch of time and took so long, always the same; null where there is none. */
export function exemplarOf(
  playback: Playback,
  subject: Subject,
  cell: { readonly time: TimeRange; readonly latency: LatencyRange },
  choice: ExemplarChoice = "middle",
): Exemplar | null {
  const { spans: table } = playback.recording
  const rows = endedRows(playback, subject, cell.time)
  const durations = durationsOf(playback, rows)
  let best = -1
  let bestDistance = Number.POSITIVE_INFINITY
  for (let i = 0; i < rows.length; i++) {
    const ns = durations[i]
    if (ns < cell.latency.fromNs || ns >= cell.latency.toNs) continue
    const distance = choice === "slowest" ? -ns : distanceFrom(cell, endOf(table, rows[i]), ns)
    if (distance < bestDistance) {
      best = i
      bestDistance = distance
    }
  }
  if (best < 0) return null
  const row = rows[best]
  return { row, root: playback.requests.rootOf(row), latencyNs: durations[best], endNs: endOf(table, row) }
}

/** Squared distance from the middle of a cell, whose half width and half height are 1. */
function distanceFrom(
  { time, latency }: { readonly time: TimeRange; readonly latency: LatencyRange },
  endNs: number,
  ns: number,
): number {
  const across = (endNs - (time.fromNs + time.toNs) / 2) / Math.max(1, (time.toNs - time.fromNs) / 2)
  // A cell without an upper end has its middle at the lower.
  const low = Math.log2(Math.max(1, latency.fromNs))
  const high = latency.toNs < Number.POSITIVE_INFINITY ? Math.log2(Math.max(2, latency.toNs)) : low
  const up = (Math.log2(Math.max(1, ns)) - (low + high) / 2) / Math.max(1e-9, (high - low) / 2)
  return across * across + up * up
}
