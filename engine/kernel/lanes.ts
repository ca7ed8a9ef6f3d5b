import {
  COLUMN_SHIFT,
  NEXT,
  PLACE_LANE,
  PLACE_NOWHERE,
  PLACE_QUEUED,
  PREVIOUS,
  SEQUENCE,
  TIME_SHIFT,
} from "../queue/event-columns.ts"
import type { EventPool } from "../queue/event-pool.ts"
import type { EventQueue } from "../queue/event-queue.ts"

/** A constant delay's line of timers, by number. */
export type Lane = number

/** A line is a ring through its `rest` slot: NEXT of it is the first timer, PREVIOUS the last. */
export type LaneState = {
  readonly delayNs: number
  readonly rest: number
  /** The slot that stands for the line in the main queue; outside it while the line is empty. */
  readonly entry: number
}

/**
 * Timers of one constant delay, first in first out: the line has one entry in the main queue, so setting and
 * cancelling is O(1) and nothing piles up. The entry may be earlier than the line's first timer (the one it was
 * made for is cancelled); it is moved on when it comes up, which happens at most once a delay.
 */
export class Lanes {
  private readonly pool: EventPool
  private readonly queue: EventQueue
  private readonly lanes: LaneState[] = []
  private readonly byDelay = new Map<number, Lane>()

  constructor(pool: EventPool, queue: EventQueue) {
    this.pool = pool
    this.queue = queue
  }

  /** The lane of a delay, made on first use. */
  laneFor(delayNs: number): Lane {
    const known = this.byDelay.get(delayNs)
    if (known !== undefined) return known
    const lane = this.lanes.length
    const rest = this.pool.allocate(Infinity, ~lane, 0, 0)
    const entry = this.pool.allocate(Infinity, ~lane, 0, 0)
    this.pool.setPlace(entry, PLACE_NOWHERE)
    this.pool.columns[(rest << COLUMN_SHIFT) + NEXT] = rest
    this.pool.columns[(rest << COLUMN_SHIFT) + PREVIOUS] = rest
    this.lanes.push({ delayNs, rest, entry })
    this.byDelay.set(delayNs, lane)
    return lane
  }

  get count(): number {
    return this.lanes.length
  }

  delayNs(lane: Lane): number {
    return this.lanes[lane].delayNs
  }

  /** Appends an event whose time is now + delay. */
  append(lane: Lane, slot: number): void {
    const { rest, entry } = this.lanes[lane]
    const columns = this.pool.columns
    const last = columns[(rest << COLUMN_SHIFT) + PREVIOUS]
    this.pool.setPlace(slot, PLACE_LANE)
    columns[(slot << COLUMN_SHIFT) + NEXT] = rest
    columns[(slot << COLUMN_SHIFT) + PREVIOUS] = last
    columns[(last << COLUMN_SHIFT) + NEXT] = slot
    columns[(rest << COLUMN_SHIFT) + PREVIOUS] = slot
    if (this.pool.placeOf(entry) === PLACE_NOWHERE) this.place(entry, slot)
  }

  /** Takes a waiting timer out; the entry in the main queue stays where it is. */
  unlink(slot: number): void {
    const columns = this.pool.columns
    const next = columns[(slot << COLUMN_SHIFT) + NEXT]
    const previous = columns[(slot << COLUMN_SHIFT) + PREVIOUS]
    columns[(previous << COLUMN_SHIFT) + NEXT] = next
    columns[(next << COLUMN_SHIFT) + PREVIOUS] = previous
  }

  /** A lane's entry came out of the main queue: the timer to dispatch, or -1 when it was early or the line empty. */
  surface(entry: number): number {
    const columns = this.pool.columns
    const { rest } = this.lanes[~this.pool.actorOf(entry)]
    const first = columns[(rest << COLUMN_SHIFT) + NEXT]
    // The rest slot's time is infinite, so an empty line is never due.
    const due =
      this.pool.timeOf(entry) === this.pool.timeOf(first) &&
      columns[(entry << COLUMN_SHIFT) + SEQUENCE] === columns[(first << COLUMN_SHIFT) + SEQUENCE]
    if (due) this.unlink(first)
    const next = columns[(rest << COLUMN_SHIFT) + NEXT]
    if (next !== rest) this.place(entry, next)
    else this.pool.setPlace(entry, PLACE_NOWHERE)
    return due ? first : -1
  }

  snapshot(): readonly LaneState[] {
    return this.lanes.map((lane) => ({ ...lane }))
  }

  restore(snapshot: readonly LaneState[]): void {
    this.lanes.length = 0
    this.byDelay.clear()
    for (const state of snapshot) {
      this.byDelay.set(state.delayNs, this.lanes.length)
      this.lanes.push({ ...state })
    }
  }

  private place(entry: number, timer: number): void {
    const { times, columns } = this.pool
    times[entry << TIME_SHIFT] = times[timer << TIME_SHIFT]
    columns[(entry << COLUMN_SHIFT) + SEQUENCE] = columns[(timer << COLUMN_SHIFT) + SEQUENCE]
    this.pool.setPlace(entry, PLACE_QUEUED)
    this.queue.insert(entry)
  }
}
