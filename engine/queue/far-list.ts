import { COLUMN_SHIFT, NEXT, NO_SLOT, PLACE_FAR, PREVIOUS } from "./event-columns.ts"
import type { EventPool } from "./event-pool.ts"

/** Events beyond the ring: a doubly linked list, the newest at the head, with a lower bound of their times. */
export class FarList {
  count = 0
  /** No event in the list is earlier than this. */
  firstNs = Infinity
  private head = NO_SLOT
  private tail = NO_SLOT
  private readonly pool: EventPool

  constructor(pool: EventPool) {
    this.pool = pool
  }

  insert(slot: number, time: number): void {
    const columns = this.pool.columns
    const at = slot << COLUMN_SHIFT
    const head = this.head
    columns[at + NEXT] = head
    columns[at + PREVIOUS] = NO_SLOT
    this.pool.setPlace(slot, PLACE_FAR)
    if (head === NO_SLOT) this.tail = slot
    else columns[(head << COLUMN_SHIFT) + PREVIOUS] = slot
    this.head = slot
    this.count++
    if (time < this.firstNs) this.firstNs = time
  }

  remove(slot: number): void {
    const columns = this.pool.columns
    const next = columns[(slot << COLUMN_SHIFT) + NEXT]
    const previous = columns[(slot << COLUMN_SHIFT) + PREVIOUS]
    if (next === NO_SLOT) this.tail = previous
    else columns[(next << COLUMN_SHIFT) + PREVIOUS] = previous
    if (previous === NO_SLOT) this.head = next
    else columns[(previous << COLUMN_SHIFT) + NEXT] = next
    this.count--
  }

  /** Empties the list and returns its oldest slot; the rest follow through PREVIOUS. */
  take(): number {
    const oldest = this.tail
    this.clear()
    return oldest
  }

  clear(): void {
    this.count = 0
    this.firstNs = Infinity
    this.head = NO_SLOT
    this.tail = NO_SLOT
  }

  /** Writes the slots into `out` from index `from` on, newest first, and returns the index behind the last. */
  list(out: Int32Array, from: number): number {
    let index = from
    for (let slot = this.head; slot !== NO_SLOT; slot = this.pool.columns[(slot << COLUMN_SHIFT) + NEXT]) {
      out[index++] = slot
    }
    return index
  }
}
