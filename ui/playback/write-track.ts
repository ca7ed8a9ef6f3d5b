import { NO_ACTOR } from "../../scenarios/record/columns.ts"
import { ENDS, rowOf, STARTS, whatOf } from "./moment.ts"
import type { Track } from "./track.ts"
import type { MeasureSource } from "./tracks.ts"

/** A stretch of time, both ends included. */
export interface Stretch {
  readonly fromNs: number
  readonly toNs: number
}

/**
 * Writes what happened to calls in a stretch of time into the tracks of the components, by number, and of the clients
 * behind them; undefined where one is not wanted. How many moments there were.
 */
export function writeCalls(source: MeasureSource, stretch: Stretch, tracks: readonly (Track | undefined)[]): number {
  const { calls, components } = source
  const { moments } = calls
  const first = calls.countBy(stretch.fromNs - 1)
  const end = calls.countBy(stretch.toNs)
  const clients = tracks[components.names.length]
  const ofCalls = source.slots === null ? -1 : STARTS | ENDS
  for (let place = first; place < end; place++) {
    const moment = moments.at(place)
    const what = whatOf(moment)
    const row = rowOf(moment)
    const actor = calls.calleeOf(row)
    const track = actor === NO_ACTOR ? undefined : tracks[components.ofActor[actor]]
    const client = (what & (STARTS | ENDS)) !== 0 && calls.isOfClient(row) ? clients : undefined
    if (track === undefined && client === undefined) continue
    const atNs = moments.timeAt(place)
    track?.note(moments.table, row, what & ofCalls, atNs)
    client?.note(moments.table, row, what & (STARTS | ENDS), atNs)
  }
  return end - first
}

/** The same of what happened to slots. */
export function writeSlots(source: MeasureSource, stretch: Stretch, tracks: readonly (Track | undefined)[]): number {
  const { slots, components } = source
  if (slots === null) return 0
  const { table } = slots
  const first = slots.countBy(stretch.fromNs - 1)
  const end = slots.countBy(stretch.toNs)
  for (let place = first; place < end; place++) {
    const track = tracks[components.ofActor[table.actor(place)]]
    track?.add(table.kind(place), table.argument(place), table.time(place))
  }
  return end - first
}
