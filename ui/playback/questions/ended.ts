import type { Row, SpanChunk } from "../../../engine/index.ts"
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
  const { spans: table } = playback.recording
  // What ends at the first instant was under way just before it.
  const open = openAt(playback, window.fromNs - 1)
  const firstNew = startedBy(table, table.count, window.fromNs - 1)
  const end = startedBy(table, table.count, window.toNs)
  const rows = new Int32Array(open.length + end - firstNew)
  const isOf = subject === null ? isOfClient : ofComponent(playback, subject, counted)
  let count = 0
  const take = (row: Row) => {
    const chunk = chunkOf(table, row)
    const slot = slotOf(row)
    if (!isOf(chunk, slot, row) || chunk.outcomeAt(slot) === IN_FLIGHT) return
    if (chunk.startAt(slot) + chunk.durationAt(slot) <= window.toNs) rows[count++] = row
  }
  for (const row of open) take(row)
  for (let row = firstNew; row < end; row++) take(row)
  return rows.slice(0, count)
}

/** Rows of the spans under way at an instant, in order. */
function openAt({ tree }: Playback, tNs: number): Int32Array {
  const work = { nodes: 0, rows: 0 }
  const rows = new Int32Array(tree.query(tNs, new Int32Array(0), work))
  tree.query(tNs, rows, work)
  return rows
}

type IsOf = (chunk: SpanChunk, slot: number, row: Row) => boolean

const isOfClient: IsOf = (chunk, slot) => chunk.parentAt(slot) === NO_ROW

function ofComponent({ requests, components }: Playback, subject: number, counted: Counted): IsOf {
  const { ofActor } = components
  return (chunk, slot, row) => {
    const actor = chunk.actorAt(slot)
    if (actor === NO_ACTOR || ofActor[actor] !== subject) return false
    if (counted === "tries") return !requests.isLogical(row)
    const parent = chunk.parentAt(slot)
    return parent === NO_ROW || !requests.isLogical(parent)
  }
}

/** How long each of the calls took, in ns. */
export function durationsOf(playback: Playback, rows: Int32Array): Float64Array {
  const { spans: table } = playback.recording
  const durations = new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) durations[i] = chunkOf(table, rows[i]).durationAt(slotOf(rows[i]))
  return durations
}
