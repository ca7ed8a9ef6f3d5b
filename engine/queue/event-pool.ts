import { assert } from "../assert.ts"

/**
 * Integer columns of a pending event. A slot is 32 B, half a cache line: its time (one double) and six integers,
 * through two views of one buffer, so that whoever looks at an event touches one line.
 */
export const SEQUENCE = 2
export const NEXT = 3
/** Linked events: the slot before. In a heap: the heap index. */
export const PREVIOUS = 4
/** Generation and place. */
const STATE = 5
/** Actor and kind. */
const TARGET = 6
const ARGUMENT = 7
/** Slot number to index of its first column: `slot << COLUMN_SHIFT`. A shift needs no overflow check. */
export const COLUMN_SHIFT = 3
/** Slot number to index of its time. */
export const TIME_SHIFT = 2

/** Stands for "none" in links. Its slot is never given out, so writing to it needs no branch. */
export const NO_SLOT = 0

/** Where an event waits: in a queue (which may say more: far, heap), or where the kernel put it. */
export const PLACE_QUEUED = 0
export const PLACE_FAR = 1
export const PLACE_HEAP = 2
export const PLACE_LANE = 3
export const PLACE_NOW = 4
/** In no place: a lane's entry outside the queue, or cancelled while waiting in the ring of the instant. */
export const PLACE_NOWHERE = 5
const PLACE_FREE = 6
const PLACE_BITS = 3
const PLACE_MASK = (1 << PLACE_BITS) - 1

/** Kinds are 0 to 255; actors have the other 24 bits, lanes among them as `~lane`. */
const KIND_BITS = 8
const KIND_MASK = (1 << KIND_BITS) - 1
const SLOT_BITS = 22
const SLOT_MASK = (1 << SLOT_BITS) - 1
const GENERATION_MASK = (1 << (31 - SLOT_BITS)) - 1

/** Pending events a run can hold at once (4,194,303); a handle keeps 22 bits of slot and 9 of generation. */
const PENDING_EVENTS_MAX = SLOT_MASK

/** Names a scheduled event for `cancel`; a handle of an event that fired or was cancelled is stale and refused. */
export type TimerHandle = number
export const NO_TIMER: TimerHandle = -1

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

  /** Takes a slot for an event, stamps its sequence number and marks it as queued. */
  allocate(time: number, actor: number, kind: number, argument: number): number {
    assert(kind >>> KIND_BITS === 0, "a kind of event is not from 0 to 255")
    let slot = this.freeHead
    if (slot !== NO_SLOT) this.freeHead = this.columns[(slot << COLUMN_SHIFT) + NEXT]
    else slot = this.fresh()
    this.times[slot << TIME_SHIFT] = time
    const columns = this.columns
    const at = slot << COLUMN_SHIFT
    columns[at + SEQUENCE] = this.sequenceNext
    this.sequenceNext = (this.sequenceNext + 1) | 0
    columns[at + STATE] = columns[at + STATE] & ~PLACE_MASK
    columns[at + TARGET] = (actor << KIND_BITS) | kind
    columns[at + ARGUMENT] = argument
    return slot
  }

  /** Gives the slot back; handles to it are stale from here on. */
  free(slot: number): void {
    const columns = this.columns
    const at = slot << COLUMN_SHIFT
    const generation = ((columns[at + STATE] >>> PLACE_BITS) + 1) & GENERATION_MASK
    columns[at + STATE] = (generation << PLACE_BITS) | PLACE_FREE
    columns[at + NEXT] = this.freeHead
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
