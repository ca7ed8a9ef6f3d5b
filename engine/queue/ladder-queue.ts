import {
  COLUMN_SHIFT,
  NEXT,
  NO_SLOT,
  PLACE_FAR,
  PLACE_HEAP,
  PLACE_QUEUED,
  PREVIOUS,
  TIME_SHIFT,
} from "./event-columns.ts"
import type { EventPool } from "./event-pool.ts"
import type { EventQueue, EventQueueSnapshot } from "./event-queue.ts"
import { FarList } from "./far-list.ts"
import { HeapQueue } from "./heap-queue.ts"
import { RUN_REACH, SortedRun } from "./sorted-run.ts"

/** Back to the bare run below this: half, so that a size hovering at the border does not flip each time. */
const RUN_ONLY_AGAIN = RUN_REACH / 2
/** Buckets of the ring; at least 1 kB of heads, at most 1 MB (measured: 2^17 is slower at 1e6 events). */
const BUCKETS_MIN = 256
const BUCKETS_MAX = 1 << 18
/** Events wanted in a bucket, rounded up by the width to 2 to 4 (measured: 1 is slower, 3 the same). */
const EVENTS_PER_BUCKET = 2
/** A width or a number of buckets is changed when it is this far from the wanted one (chosen). */
const WIDTH_SLACK = 4
const CROWDED = 4
const DESERTED = 8
const WIDTH_MAX_NS = 0x10000000000
/** Events looked at to guess a first width (chosen). */
const SAMPLE_MAX = 1024

/**
 * Events before the horizon in a short sorted run, later ones in O(1) unsorted ring buckets, the rest in a far list.
 * What would be put too deep into the run waits in a heap beside it. Up to 24 events all are in the run.
 * The width of a bucket is a power of two of nanoseconds, so that the bucket of a time is exact.
 */
export class LadderQueue implements EventQueue {
  private readonly pool: EventPool
  private readonly run: SortedRun
  private readonly late: HeapQueue
  private readonly far: FarList
  /** First slot of each bucket, the newest; PREVIOUS of it is ~bucket. */
  private heads = new Int32Array(0)
  private ringed = 0
  /** Events before it are in the run or the heap. Infinite while these hold all. */
  private horizonNs = Infinity
  private ringEndNs = Infinity
  private widthNs = Number.NaN
  private perWidth = Number.NaN
  /** Whether what `first` gave is in the heap. */
  private lateFirst = false
  /** Since the width was last judged: events that came near, and the horizon then. */
  private taken = 0
  private judgedAtNs = Number.NaN

  constructor(pool: EventPool) {
    this.pool = pool
    this.run = new SortedRun(pool)
    this.late = new HeapQueue(pool)
    this.far = new FarList(pool)
  }

  get size(): number {
    return this.run.count + this.late.size + this.ringed + this.far.count
  }

  firstTimeNs(): number {
    if (this.run.count === 0) this.refill()
    const time = this.run.firstTimeNs()
    if (this.late.size === 0) return time
    const lateTime = this.late.firstTimeNs()
    return lateTime < time ? lateTime : time
  }

  first(): number {
    const { run } = this
    if (run.count === 0) this.refill()
    this.lateFirst = this.late.size > 0 && this.isLateFirst()
    if (this.lateFirst) return this.late.first()
    return run.count === 0 ? -1 : run.first()
  }

  drop(): void {
    if (this.lateFirst) this.late.pop()
    else this.run.count--
  }

  insert(slot: number): void {
    const time = this.pool.times[slot << TIME_SHIFT]
    if (time >= this.horizonNs) {
      if (time < this.ringEndNs) this.link(slot, time)
      else this.far.insert(slot, time)
      return
    }
    this.taken++
    if (!this.run.insert(slot)) this.late.insert(slot)
    if (this.run.count >= RUN_REACH && this.horizonNs === Infinity) this.spread()
  }

  pop(): number {
    if (this.run.count === 0) this.refill()
    if (this.late.size > 0 && this.isLateFirst()) return this.late.pop()
    return this.run.pop()
  }

  remove(slot: number): void {
    const place = this.pool.placeOf(slot)
    if (place === PLACE_HEAP) this.late.remove(slot)
    else if (place === PLACE_FAR) {
      this.far.remove(slot)
      this.pool.setPlace(slot, PLACE_QUEUED)
    } else if (this.pool.times[slot << TIME_SHIFT] >= this.horizonNs) this.unlink(slot)
    else if (!this.run.remove(slot)) {
      // Out of reach in a long run: the heap, which finds any slot, takes the run over. Once a run at most.
      while (this.run.count > 0) this.late.insert(this.run.pop())
      this.late.remove(slot)
    }
  }

  snapshot(): EventQueueSnapshot {
    const slots = new Int32Array(this.size)
    let count = 0
    for (let index = 0; index < this.run.count; index++) slots[count++] = this.run.at(index)
    for (const slot of this.late.snapshot().slots) slots[count++] = slot
    for (const head of this.heads) {
      for (let slot = head; slot !== NO_SLOT; slot = this.pool.columns[(slot << COLUMN_SHIFT) + NEXT]) {
        slots[count++] = slot
      }
    }
    this.far.list(slots, count)
    return { slots }
  }

  restore(snapshot: EventQueueSnapshot): void {
    this.clear()
    this.horizonNs = Infinity
    this.ringEndNs = Infinity
    this.insertAgain(snapshot.slots)
  }

  private isLateFirst(): boolean {
    const time = this.run.firstTimeNs()
    const lateTime = this.late.firstTimeNs()
    if (lateTime !== time) return lateTime < time
    return this.pool.earlier(this.late.first(), this.run.first())
  }

  private link(slot: number, time: number): void {
    const bucket = (time * this.perWidth) & (this.heads.length - 1)
    const columns = this.pool.columns
    const at = slot << COLUMN_SHIFT
    const head = this.heads[bucket]
    columns[at + NEXT] = head
    columns[at + PREVIOUS] = ~bucket
    columns[(head << COLUMN_SHIFT) + PREVIOUS] = slot
    this.heads[bucket] = slot
    this.ringed++
  }

  private unlink(slot: number): void {
    const columns = this.pool.columns
    const next = columns[(slot << COLUMN_SHIFT) + NEXT]
    const previous = columns[(slot << COLUMN_SHIFT) + PREVIOUS]
    columns[(next << COLUMN_SHIFT) + PREVIOUS] = previous
    if (previous < 0) this.heads[~previous] = next
    else columns[(previous << COLUMN_SHIFT) + NEXT] = next
    this.ringed--
  }

  /** Moves the next non-empty bucket into the empty run. */
  private refill(): void {
    if (this.late.size > 0 || this.ringed + this.far.count === 0) return
    this.judge()
    while (this.run.count === 0 && this.late.size === 0) {
      if (this.ringed === 0) this.horizonNs = Math.floor(this.far.firstNs * this.perWidth) * this.widthNs
      if (this.far.firstNs < this.horizonNs + this.widthNs) this.nearFar()
      if (this.ringed > 0) this.takeBuckets()
    }
  }

  /** Goes on to the next non-empty bucket, but not past the first far event. The ring must not be empty. */
  private takeBuckets(): void {
    const { heads, widthNs, perWidth } = this
    const mask = heads.length - 1
    const farNs = this.far.firstNs
    let horizon = this.horizonNs
    let slot = NO_SLOT
    do {
      const bucket = (horizon * perWidth) & mask
      slot = heads[bucket]
      heads[bucket] = NO_SLOT
      horizon += widthNs
    } while (slot === NO_SLOT && farNs >= horizon + widthNs)
    this.horizonNs = horizon
    this.ringEndNs = horizon + heads.length * widthNs
    let count = 0
    const { columns } = this.pool
    for (; slot !== NO_SLOT; count++) {
      // The heap overwrites the link.
      const next = columns[(slot << COLUMN_SHIFT) + NEXT]
      if (!this.run.insert(slot)) this.late.insert(slot)
      slot = next
    }
    this.ringed -= count
    this.taken += count
  }

  /** Puts far events that the ring now reaches into it, and finds the first of those that remain. */
  private nearFar(): void {
    this.ringEndNs = this.horizonNs + this.heads.length * this.widthNs
    let slot = this.far.take()
    while (slot !== NO_SLOT) {
      const after = this.pool.columns[(slot << COLUMN_SHIFT) + PREVIOUS]
      const time = this.pool.times[slot << TIME_SHIFT]
      if (time < this.ringEndNs) {
        this.pool.setPlace(slot, PLACE_QUEUED)
        this.link(slot, time)
      } else this.far.insert(slot, time)
      slot = after
    }
  }

  /** Looks whether ring and width still fit, after as many events as there are buckets or a turn of the ring. */
  private judge(): void {
    const buckets = this.heads.length
    const waiting = this.ringed + this.far.count
    if (waiting <= RUN_ONLY_AGAIN) this.restore(this.snapshot())
    else if (waiting > buckets * CROWDED && buckets < BUCKETS_MAX) this.spread()
    else if (this.taken >= buckets || this.horizonNs - this.judgedAtNs >= buckets * this.widthNs)
      this.judgeWidth(waiting)
  }

  private judgeWidth(waiting: number): void {
    const wantedNs = ((this.horizonNs - this.judgedAtNs) / this.taken) * EVENTS_PER_BUCKET
    const isOutOfScale = wantedNs > this.widthNs * WIDTH_SLACK || wantedNs * WIDTH_SLACK < this.widthNs
    const isDeserted = waiting * DESERTED < this.heads.length && this.heads.length > BUCKETS_MIN
    const isTight = waiting > this.heads.length && this.heads.length < BUCKETS_MAX
    this.judgedAtNs = this.horizonNs
    this.taken = 0
    if (wantedNs > 0 && (isOutOfScale || isDeserted || isTight)) {
      this.open(this.snapshot().slots, this.horizonNs, wantedNs)
    }
  }

  /** Opens a ring whose width fits the gaps between the events held. */
  private spread(): void {
    const { slots } = this.snapshot()
    const step = Math.ceil(slots.length / SAMPLE_MAX)
    const times = new Float64Array(Math.floor(slots.length / step))
    for (let index = 0; index < times.length; index++) times[index] = this.pool.timeOf(slots[index * step])
    times.sort()
    const middle = times.length >> 1
    const gapNs = (times[middle] - times[0]) / (middle * step)
    this.open(slots, times[0], gapNs * EVENTS_PER_BUCKET)
  }

  private open(slots: Int32Array, fromNs: number, wantedNs: number): void {
    let width = 1
    while (width < wantedNs && width < WIDTH_MAX_NS) width *= 2
    let buckets = BUCKETS_MIN
    while (buckets < slots.length && buckets < BUCKETS_MAX) buckets *= 2
    if (buckets !== this.heads.length) this.heads = new Int32Array(buckets)
    this.clear()
    this.widthNs = width
    this.perWidth = 1 / width
    this.horizonNs = Math.floor(fromNs * this.perWidth) * width
    this.ringEndNs = this.horizonNs + buckets * width
    this.judgedAtNs = this.horizonNs
    this.insertAgain(slots)
    this.taken = 0
  }

  private clear(): void {
    this.run.count = 0
    this.late.clear()
    this.heads.fill(NO_SLOT)
    this.ringed = 0
    this.far.clear()
  }

  /** From the last on: lists are kept newest first, so equal times come out of a bucket in order. */
  private insertAgain(slots: Int32Array): void {
    for (let index = slots.length - 1; index >= 0; index--) {
      this.pool.setPlace(slots[index], PLACE_QUEUED)
      this.insert(slots[index])
    }
  }
}
