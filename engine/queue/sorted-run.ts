import { TIME_SHIFT } from "./event-columns.ts"
import type { EventPool } from "./event-pool.ts"

/** How far from its first event a run is open to insertion and search (chosen: 16 to 32 measured flat). */
export const RUN_REACH = 24

/**
 * The next few events in order, the first at the end: taking it is one step, and putting one in is a short shift.
 * Below about 24 events this beats a heap, whose every level costs a mispredicted branch.
 */
export class SortedRun {
  count = 0
  /** Times and slots from index 1, latest first; index 0 is +Infinity, which stops every search. */
  private times = new Float64Array(64).fill(Infinity, 0, 1)
  private slots = new Int32Array(64)
  private readonly pool: EventPool

  constructor(pool: EventPool) {
    this.pool = pool
  }

  /** Time of the first event, +Infinity when there is none. */
  firstTimeNs(): number {
    return this.times[this.count]
  }

  /** The first slot; the run must not be empty. */
  first(): number {
    return this.slots[this.count]
  }

  pop(): number {
    return this.slots[this.count--]
  }

  /** Slot `index` places behind the first. */
  at(index: number): number {
    return this.slots[this.count - index]
  }

  /** Puts an event in its place. False, and nothing done, when that lies out of reach. */
  insert(slot: number): boolean {
    const time = this.pool.times[slot << TIME_SHIFT]
    let at = this.count
    if (at > RUN_REACH && this.isBefore(at - RUN_REACH, slot, time)) return false
    if (at + 2 > this.times.length) this.grow()
    const { times, slots } = this
    this.count = at + 1
    let other = times[at]
    while (other < time) {
      times[at + 1] = other
      slots[at + 1] = slots[at]
      other = times[--at]
    }
    if (other === time) at = this.passEqual(at, slot, time)
    times[at + 1] = time
    slots[at + 1] = slot
    return true
  }

  /** Takes a slot out. False, and nothing done, when it is not within reach. */
  remove(slot: number): boolean {
    const { times, slots, count } = this
    const lowest = count > RUN_REACH ? count - RUN_REACH : 0
    let at = count
    while (at > lowest && slots[at] !== slot) at--
    if (at === lowest) return false
    this.count = count - 1
    for (; at < count; at++) {
      times[at] = times[at + 1]
      slots[at] = slots[at + 1]
    }
    return true
  }

  /** Shifts the events of the same time that were scheduled before `slot`; apart, to keep calls out of the loop above. */
  private passEqual(from: number, slot: number, time: number): number {
    const { times, slots } = this
    let at = from
    while (times[at] === time && this.pool.earlier(slots[at], slot)) {
      times[at + 1] = time
      slots[at + 1] = slots[at]
      at--
    }
    return at
  }

  private isBefore(index: number, slot: number, time: number): boolean {
    const other = this.times[index]
    return other < time || (other === time && this.pool.earlier(this.slots[index], slot))
  }

  private grow(): void {
    const times = new Float64Array(this.times.length * 2)
    times.set(this.times)
    const slots = new Int32Array(this.slots.length * 2)
    slots.set(this.slots)
    this.times = times
    this.slots = slots
  }
}
