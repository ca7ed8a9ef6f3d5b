import type { EventTable } from "../../engine/index.ts"
import { ActorIndex, type ActorSequence } from "./actor-index.ts"

/** The recorded events in their order. 1 / 32 B an event beside its 15 B of columns; nothing where none are recorded. */
export class EventSequence implements ActorSequence {
  readonly table: EventTable
  private readonly actors: ActorIndex

  constructor(table: EventTable) {
    this.table = table
    this.actors = new ActorIndex(this)
  }

  get length(): number {
    return this.table.count
  }

  get bytes(): number {
    return this.actors.bytes
  }

  actorAt(place: number): number {
    return this.table.actor(place)
  }

  /** Takes in the events the table has gained. */
  extend(): void {
    this.actors.renew(this.table.count)
  }

  /** How many events there are up to `tNs`, those at it included. */
  countBy(tNs: number): number {
    return eventsBy(this.table, tNs)
  }

  /** Number of the next event of an actor from `from` on, -1 for none. */
  nextOf(actor: number, from: number): number {
    return this.actors.next(actor, from)
  }

  /** Number of the last event of an actor before `before`, -1 for none. */
  previousOf(actor: number, before: number): number {
    return this.actors.previous(actor, before)
  }
}

/** How many rows of a table there are up to `tNs`, those at it included. */
export function eventsBy(table: EventTable, tNs: number): number {
  let low = 0
  let high = table.count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (table.time(middle) <= tNs) low = middle + 1
    else high = middle
  }
  return low
}
