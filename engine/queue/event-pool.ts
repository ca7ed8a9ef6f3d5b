import { assert } from "../assert.ts"
import {
  ARGUMENT,
  COLUMN_SHIFT,
  GENERATION_MASK,
  KIND_BITS,
  KIND_MASK,
  NEXT,
  NO_SLOT,
  PENDING_EVENTS_MAX,
  PLACE_BITS,
  PLACE_FREE,
  PLACE_MASK,
  SEQUENCE,
  SLOT_BITS,
  SLOT_MASK,
  STATE,
  TARGET,
  TIME_SHIFT,
} from "./event-columns.ts"

/** Names a scheduled event for `cancel`; a handle of an event that fired or was cancelled is stale and refused. */
export type TimerHandle = number

export type EventPoolSnapshot = {
  readonly columns: Int32Array
  readonly freeHead: number
  readonly sequenceNext: number
}

/** Pending events as slots of 32 B; freed slots are reused at once, last freed first. */
export class EventPool {
  /** Times in ns at `slot << TIME_SHIFT`. */
  times = new Float64Array(64 << TIME_SHIFT)
  /** Integers at `(slot << COLUMN_SHIFT) + column`; the first two of a slot are the bits of its time. */
  columns = new Int32Array(this.times.buffer)
  private freeHead = NO_SLOT
  private used = 1
  private sequenceNext = 0

  /**
   * Takes a slot for an event, stamps its sequence number and marks it as queued. `kind` must be from 0 to 255, which
   * is not looked at here (5 ns of 50): kinds are constants of the code.
   */
  allocate(time: number, actor: number, kind: number, argument: number): number {
    const slot = this.take(actor, kind, argument)
    this.times[slot << TIME_SHIFT] = time
    return slot
  }

  /** As `allocate`, but the caller writes the time: a double that goes through a call may have to be boxed. */
  take(actor: number, kind: number, argument: number): number {
    let slot = this.freeHead
    if (slot !== NO_SLOT) this.freeHead = this.columns[(slot << COLUMN_SHIFT) + NEXT]
    else slot = this.fresh()
    const columns = this.columns
    const at = slot << COLUMN_SHIFT
    columns[at + SEQUENCE] = this.sequenceNext | 0
    this.sequenceNext = (this.sequenceNext + 1) | 0
    columns[at + STATE] = columns[at + STATE] & ~PLACE_MASK
    columns[at + TARGET] = (actor << KIND_BITS) | kind
    columns[at + ARGUMENT] = argument | 0
    return slot
  }

  /** What is scheduled next gets this number, and so on from there; gives the number it would have had. */
  numberFrom(sequence: number): number {
    const next = this.sequenceNext
    this.sequenceNext = sequence | 0
    return next
  }

  /** Gives the slot back; handles to it are stale from here on. */
  free(slot: number): void {
    const columns = this.columns
    const at = slot << COLUMN_SHIFT
    const generation = ((columns[at + STATE] >>> PLACE_BITS) + 1) & GENERATION_MASK
    columns[at + STATE] = (generation << PLACE_BITS) | PLACE_FREE
    columns[at + NEXT] = this.freeHead | 0
    this.freeHead = slot
  }

  /** Slots taken. Counted when asked for, in steps as many as there are free slots. */
  get live(): number {
    let live = this.used - 1
    for (let slot = this.freeHead; slot !== NO_SLOT; slot = this.columns[(slot << COLUMN_SHIFT) + NEXT]) live--
    return live
  }

  handle(slot: number): TimerHandle {
    return slot | ((this.columns[(slot << COLUMN_SHIFT) + STATE] >>> PLACE_BITS) << SLOT_BITS)
  }

  /** The slot behind a handle, or -1 where the handle is stale. */
  slotOf(handle: TimerHandle): number {
    if (handle < 0) return -1
    const slot = handle & SLOT_MASK
    if (slot >= this.used) return -1
    const state = this.columns[(slot << COLUMN_SHIFT) + STATE]
    return state >>> PLACE_BITS === handle >>> SLOT_BITS && (state & PLACE_MASK) !== PLACE_FREE ? slot : -1
  }

  timeOf(slot: number): number {
    return this.times[slot << TIME_SHIFT]
  }

  actorOf(slot: number): number {
    return this.columns[(slot << COLUMN_SHIFT) + TARGET] >> KIND_BITS
  }

  kindOf(slot: number): number {
    return this.columns[(slot << COLUMN_SHIFT) + TARGET] & KIND_MASK
  }

  argumentOf(slot: number): number {
    return this.columns[(slot << COLUMN_SHIFT) + ARGUMENT]
  }

  placeOf(slot: number): number {
    return this.columns[(slot << COLUMN_SHIFT) + STATE] & PLACE_MASK
  }

  setPlace(slot: number, place: number): void {
    const at = (slot << COLUMN_SHIFT) + STATE
    this.columns[at] = (this.columns[at] & ~PLACE_MASK) | place
  }

  /** True when event `left` comes before event `right`: by time, then by sequence with wrap-around. */
  before(left: number, right: number): boolean {
    const difference = this.times[left << TIME_SHIFT] - this.times[right << TIME_SHIFT]
    return difference < 0 || (difference === 0 && this.earlier(left, right))
  }

  /** True when event `left` was scheduled before event `right`; what decides between equal times. */
  earlier(left: number, right: number): boolean {
    const columns = this.columns
    return ((columns[(left << COLUMN_SHIFT) + SEQUENCE] - columns[(right << COLUMN_SHIFT) + SEQUENCE]) | 0) < 0
  }

  snapshot(): EventPoolSnapshot {
    return {
      columns: this.columns.slice(0, this.used << COLUMN_SHIFT),
      freeHead: this.freeHead,
      sequenceNext: this.sequenceNext,
    }
  }

  restore(snapshot: EventPoolSnapshot): void {
    this.used = snapshot.columns.length >> COLUMN_SHIFT
    let capacity = 64
    while (capacity < this.used) capacity *= 2
    this.times = new Float64Array(capacity << TIME_SHIFT)
    this.columns = new Int32Array(this.times.buffer)
    this.columns.set(snapshot.columns)
    this.freeHead = snapshot.freeHead
    this.sequenceNext = snapshot.sequenceNext
  }

  /** A slot never used before. */
  private fresh(): number {
    const slot = this.used++
    assert(slot <= PENDING_EVENTS_MAX, "more than 4,194,303 events are pending at once")
    if (slot << TIME_SHIFT >= this.times.length) {
      const times = new Float64Array(this.times.length * 2)
      times.set(this.times)
      this.times = times
      this.columns = new Int32Array(times.buffer)
    }
    return slot
  }
}
