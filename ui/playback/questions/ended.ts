import type { Row } from "../../../engine/index.ts"
import { IN_FLIGHT, NO_ACTOR, NO_ROW } from "../../../scenarios/record/columns.ts"
import type { Playback } from "../playback.ts"
import { chunkOf, slotOf, startedBy } from "../spans.ts"

/** Calls to a component, by its number in `playback.components`; null: the requests that clients made. */
export type Subject = number | null

/** A stretch of time in ns, both ends included. A call is in the one in which it ended. */
export interface TimeRange {
  readonly fromNs: number
  readonly toNs: number
}

/** Latencies from `fromNs` to below `toNs`, which may be Infinity. */
export interface LatencyRange {
  readonly fromNs: number
  readonly toNs: number
}

/**
 * Which calls are meant where a call is tried again: each try as one, or the call with all its tries as one. Of clients
 * it is always the call.
 */
export type Counted = "tries" | "calls"

/** Rows of the calls that ended in a stretch of time, in order. Looks at those that were under way in it. */
export function endedRows(playback: Playback, subject: Subject, window: TimeRange, counted: Counted = "tries") {
  const { recording, tree } = playback
  const { spans: table } = recording
  const firstNew = startedBy(table, table.count, window.fromNs - 1)
  const end = startedBy(table, table.count, window.toNs)
  const isWanted = wanted(playback, subject, counted)
  let rows = new Int32Array(1_024)
  let count = 0
  const take = (row: Row) => {
    const chunk = chunkOf(table, row)
    const slot = slotOf(row)
    if (chunk.outcomeAt(slot) === IN_FLIGHT || chunk.startAt(slot) + chunk.durationAt(slot) > window.toNs) return
    if (!isWanted(row, chunk.actorAt(slot), chunk.parentAt(slot))) return
    if (count === rows.length) rows = grown(rows)
    rows[count++] = row
  }
  // What ends at the first instant was under way just before it.
  const work = { nodes: 0, rows: 0 }
  const open = new Int32Array(tree.query(window.fromNs - 1, new Int32Array(0), work))
  tree.query(window.fromNs - 1, open, work)
  for (const row of open) take(row)
  for (let row = firstNew; row < end; row++) take(row)
  return rows.subarray(0, count)
}

/** Twice as long. */
function grown(rows: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(2 * rows.length)
  longer.set(rows)
  return longer
}

function wanted(playback: Playback, subject: Subject, counted: Counted) {
  const { requests, components } = playback
  if (subject === null) return (_: Row, __: number, parent: Row) => parent === NO_ROW
  return (row: Row, actor: number, parent: Row) => {
    if (actor === NO_ACTOR || components.ofActor[actor] !== subject) return false
    return counted === "tries" ? !requests.isLogical(row) : parent === NO_ROW || !requests.isLogical(parent)
  }
}

/** How long each of the calls took, in ns. */
export function durationsOf(playback: Playback, rows: Int32Array): Float64Array {
  const { spans: table } = playback.recording
  const durations = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) durations[i] = chunkOf(table, rows[i]).durationAt(slotOf(rows[i]))
  return durations
}
