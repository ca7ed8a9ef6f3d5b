import type { EventTable } from "../../engine/index.ts"
import { CELLS } from "./cells.ts"
import { eventsBy } from "./event-sequence.ts"
import type { Deltas } from "./keyframes.ts"

/**
 * How every replica's queue and busy slots changed, as the engine had them: of each row of the table the actor is the
 * replica, the kind the cell (QUEUED or BUSY) and the argument what is added. 15 B a row.
 */
export class SlotDeltas implements Deltas {
  readonly table: EventTable
  readonly cells: number

  constructor(table: EventTable, actors: number) {
    this.table = table
    this.cells = actors * CELLS
  }

  get length(): number {
    return this.table.count
  }

  timeAt(place: number): number {
    return this.table.time(place)
  }

  countBy(tNs: number): number {
    return eventsBy(this.table, tNs)
  }

  apply(state: Int32Array, place: number, sign: 1 | -1): void {
    const { table } = this
    state[table.actor(place) * CELLS + table.kind(place)] += sign * table.argument(place)
  }
}
