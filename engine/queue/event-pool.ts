import { assert } from "../assert.ts"

/** Integer columns of a pending event, `EVENT_STRIDE` to a slot: one half cache line. */
export const SEQUENCE = 0
export const ACTOR = 1
export const KIND = 2
export const ARGUMENT = 3
export const NEXT = 4
export const PREVIOUS = 5
/** Where the slot is: >= 0 its heap index, otherwise one of the places below. */
export const PLACE = 6
export const GENERATION = 7
export const EVENT_STRIDE = 8

export const PLACE_FREE = -1
export const PLACE_LINKED = -2
export const PLACE_FAR = -3
export const PLACE_LANE = -4
export const PLACE_NOW = -5
/** Taken from the pool and not put anywhere yet, or cancelled while waiting in the ring of the instant. */
export const PLACE_NOWHERE = -6

const SLOT_BITS = 22
const SLOT_MASK = (1 << SLOT_BITS) - 1
const GENERATION_MASK = (1 << (31 - SLOT_BITS)) - 1

/** Pending events a run can hold at once (4,194,304); a handle keeps 22 bits of slot and 9 of generation. */
export const PENDING_EVENTS_MAX = 1 << SLOT_BITS

/** Names a scheduled event for `cancel`; a handle of an event that fired or was cancelled is stale and refused. */
export type TimerHandle = number
export const NO_TIMER: TimerHandle = -1

export type EventPoolSnapshot = {
  readonly time: Float64Array
  readonly columns: Int32Array
  readonly freeHead: number
  readonly used: number
  readonly live: number
  readonly sequenceNext: number
}

/** Pending events as slots in typed arrays, about 40 B each; freed slots are reused at once, last freed first. */
export class EventPool {
  time = new Float64Array(64)
  columns = new Int32Array(64 * EVENT_STRIDE)
  live = 0
  private freeHead = -1
  private used = 0
  private sequenceNext = 0

  /** Takes a slot for an event and stamps its sequence number. */
  allocate(time: number, actor: number, kind: number, argument: number): number {
    let slot = this.freeHead
    if (slot >= 0) this.freeHead = this.columns[slot * EVENT_STRIDE + NEXT]
    else {
      slot = this.used++
      if (slot >= this.time.length) this.grow()
    }
    this.live++
    this.time[slot] = time
    const columns = this.columns
    const at = slot * EVENT_STRIDE
    columns[at + SEQUENCE] = this.sequenceNext
    this.sequenceNext = (this.sequenceNext + 1) | 0
    columns[at + ACTOR] = actor
    columns[at + KIND] = kind
    columns[at + ARGUMENT] = argument
    columns[at + PLACE] = PLACE_NOWHERE
    return slot
  }

  /** Gives the slot back; handles to it are stale from here on. */
  free(slot: number): void {
    const columns = this.columns
    const at = slot * EVENT_STRIDE
    columns[at + PLACE] = PLACE_FREE
    columns[at + GENERATION] = (columns[at + GENERATION] + 1) & GENERATION_MASK
    columns[at + NEXT] = this.freeHead
    this.freeHead = slot
    this.live--
  }

  handle(slot: number): TimerHandle {
    return slot | (this.columns[slot * EVENT_STRIDE + GENERATION] << SLOT_BITS)
  }

  /** The slot behind a handle, or -1 where the handle is stale. */
  slotOf(handle: TimerHandle): number {
    if (handle < 0) return -1
    const slot = handle & SLOT_MASK
    if (slot >= this.used) return -1
    const at = slot * EVENT_STRIDE
    return this.columns[at + GENERATION] === handle >>> SLOT_BITS && this.columns[at + PLACE] !== PLACE_FREE ? slot : -1
  }

  /** True when event `left` comes before event `right`: by time, then by sequence with wrap-around. */
  before(left: number, right: number): boolean {
    const difference = this.time[left] - this.time[right]
    if (difference !== 0) return difference < 0
    return ((this.columns[left * EVENT_STRIDE] - this.columns[right * EVENT_STRIDE]) | 0) < 0
  }

  snapshot(): EventPoolSnapshot {
    return {
      time: this.time.slice(0, this.used),
      columns: this.columns.slice(0, this.used * EVENT_STRIDE),
      freeHead: this.freeHead,
      used: this.used,
      live: this.live,
      sequenceNext: this.sequenceNext,
    }
  }

  restore(snapshot: EventPoolSnapshot): void {
    let capacity = 64
    while (capacity < snapshot.used) capacity *= 2
    this.time = new Float64Array(capacity)
    this.time.set(snapshot.time)
    this.columns = new Int32Array(capacity * EVENT_STRIDE)
    this.columns.set(snapshot.columns)
    this.freeHead = snapshot.freeHead
    this.used = snapshot.used
    this.live = snapshot.live
    this.sequenceNext = snapshot.sequenceNext
  }

  private grow(): void {
    const capacity = this.time.length * 2
    assert(capacity <= PENDING_EVENTS_MAX, `more than ${PENDING_EVENTS_MAX} events are pending at once`)
    const time = new Float64Array(capacity)
    time.set(this.time)
    const columns = new Int32Array(capacity * EVENT_STRIDE)
    columns.set(this.columns)
    this.time = time
    this.columns = columns
  }
}
