import type { EventPool } from "../../../engine/queue/event-pool.ts"
import type { EventQueue, EventQueueSnapshot } from "../../../engine/queue/event-queue.ts"

/** A sorted array: the order by its definition. Equal times keep the order of insertion. */
export class SortedQueue implements EventQueue {
  private events: { readonly slot: number; readonly timeNs: number }[] = []
  private readonly pool: EventPool

  constructor(pool: EventPool) {
    this.pool = pool
  }

  get size(): number {
    return this.events.length
  }

  insert(slot: number): void {
    const timeNs = this.pool.timeOf(slot)
    this.events.splice(this.countBefore(timeNs + 1), 0, { slot, timeNs })
  }

  remove(slot: number): void {
    let index = this.countBefore(this.pool.timeOf(slot))
    while (this.events[index]?.slot !== slot) index++
    this.events.splice(index, 1)
  }

  firstTimeNs(): number {
    return this.events[0]?.timeNs ?? Infinity
  }

  first(): number {
    return this.events[0]?.slot ?? -1
  }

  drop(): void {
    this.pop()
  }

  pop(): number {
    return this.events.shift()?.slot ?? -1
  }

  snapshot(): EventQueueSnapshot {
    return { slots: Int32Array.from(this.events, ({ slot }) => slot) }
  }

  /** The slots come in order, so inserting them in turn keeps it. */
  restore(snapshot: EventQueueSnapshot): void {
    this.events = []
    for (const slot of snapshot.slots) this.insert(slot)
  }

  private countBefore(timeNs: number): number {
    let low = 0
    let high = this.events.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.events[middle]?.timeNs ?? 0) < timeNs) low = middle + 1
      else high = middle
    }
    return low
  }
}
