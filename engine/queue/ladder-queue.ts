import { EVENT_STRIDE, type EventPool, NEXT, PLACE, PLACE_FAR, PLACE_LINKED, PLACE_NOWHERE, PREVIOUS } from "./event-pool.ts"
import type { EventQueue, EventQueueSnapshot } from "./event-queue.ts"
import { HeapQueue } from "./heap-queue.ts"

/** Up to this many pending events a bare heap is fastest (ENGINE.md, "What decides it" 3). */
const HEAP_ONLY_MAX = 64
/** Back to the bare heap below this: half, so that a size hovering at the border does not flip each time. */
const HEAP_ONLY_AGAIN = 32
/** Buckets of the ring; the upper bound keeps the heads within the second-level cache (chosen). */
const BUCKETS_MIN = 256
const BUCKETS_MAX = 1 << 17
/** Events wanted in a bucket when it reaches the heap (chosen: 2 to 4 measured flat). */
const EVENTS_PER_BUCKET = 2
/** A bucket width is changed when it is this far from the wanted one (chosen). */
const WIDTH_SLACK = 4
const WIDTH_MAX_NS = 0x10000000000
const FAR_HEAD = 0x3fffffff

/**
 * Events before the horizon in a small heap, later ones in O(1) unsorted ring buckets, the rest in a far list.
 * The width of a bucket is a power of two of nanoseconds, so that the bucket of a time is exact.
 */
export class LadderQueue implements EventQueue {
  private readonly pool: EventPool
  private readonly near: HeapQueue
  private heads = new Int32Array(0)
  private ringed = 0
  private farHead = -1
  private farCount = 0
  /** No far event is earlier than this. */
  private farFirstNs = Infinity
  /** Events before it are in the heap. Infinite while the heap holds all. */
  private horizonNs = Infinity
  private ringEndNs = Infinity
  private widthNs = 1
  private perWidth = 1
  /** Since the width was last judged: events taken, and the horizon then. */
  private taken = 0
  private judgedAtNs = 0

  constructor(pool: EventPool) {
    this.pool = pool
    this.near = new HeapQueue(pool)
  }

  get size(): number {
    return this.near.size + this.ringed + this.farCount
  }

  firstTimeNs(): number {
    if (this.near.size === 0) this.refill()
    return this.near.firstTimeNs()
  }

  first(): number {
    if (this.near.size === 0) this.refill()
    return this.near.first()
  }

  insert(slot: number): void {
    const time = this.pool.time[slot]
    if (time < this.horizonNs) {
      this.near.insert(slot)
      if (this.near.size > HEAP_ONLY_MAX && this.horizonNs === Infinity) this.spread()
    } else if (time < this.ringEndNs) this.link(slot, time)
    else this.linkFar(slot, time)
  }

  pop(): number {
    if (this.near.size === 0) this.refill()
    this.taken++
    return this.near.pop()
  }

  remove(slot: number): void {
    const columns = this.pool.columns
    const at = slot * EVENT_STRIDE
    const place = columns[at + PLACE]
    if (place >= 0) {
      this.near.remove(slot)
      return
    }
    const next = columns[at + NEXT]
    const previous = columns[at + PREVIOUS]
    if (next >= 0) columns[next * EVENT_STRIDE + PREVIOUS] = previous
    if (previous >= 0) columns[previous * EVENT_STRIDE + NEXT] = next
    else if (~previous === FAR_HEAD) this.farHead = next
    else this.heads[~previous] = next
    if (place === PLACE_FAR) this.farCount--
    else this.ringed--
    columns[at + PLACE] = PLACE_NOWHERE
  }

  snapshot(): EventQueueSnapshot {
    const slots = new Int32Array(this.size)
    let count = 0
    for (const slot of this.near.snapshot().slots) slots[count++] = slot
    for (const head of this.heads) for (let slot = head; slot >= 0; slot = this.nextOf(slot)) slots[count++] = slot
    for (let slot = this.farHead; slot >= 0; slot = this.nextOf(slot)) slots[count++] = slot
    return { slots }
  }

  restore(snapshot: EventQueueSnapshot): void {
    this.near.restore({ slots: new Int32Array(0) })
    this.heads.fill(-1)
    this.ringed = 0
    this.farHead = -1
    this.farCount = 0
    this.gather()
    for (const slot of snapshot.slots) this.insert(slot)
  }

  private nextOf(slot: number): number {
    return this.pool.columns[slot * EVENT_STRIDE + NEXT]
  }

  private link(slot: number, time: number): void {
    const bucket = Math.floor(time * this.perWidth) & (this.heads.length - 1)
    const columns = this.pool.columns
    const at = slot * EVENT_STRIDE
    const head = this.heads[bucket]
    columns[at + NEXT] = head
    columns[at + PREVIOUS] = ~bucket
    columns[at + PLACE] = PLACE_LINKED
    if (head >= 0) columns[head * EVENT_STRIDE + PREVIOUS] = slot
    this.heads[bucket] = slot
    this.ringed++
  }

  private linkFar(slot: number, time: number): void {
    const columns = this.pool.columns
    const at = slot * EVENT_STRIDE
    const head = this.farHead
    columns[at + NEXT] = head
    columns[at + PREVIOUS] = ~FAR_HEAD
    columns[at + PLACE] = PLACE_FAR
    if (head >= 0) columns[head * EVENT_STRIDE + PREVIOUS] = slot
    this.farHead = slot
    this.farCount++
    if (time < this.farFirstNs) this.farFirstNs = time
  }

  /** Moves the next non-empty bucket into the empty heap. */
  private refill(): void {
    const waiting = this.ringed + this.farCount
    if (waiting === 0) return
    if (waiting <= HEAP_ONLY_AGAIN) {
      this.collapse()
      return
    }
    if (this.ringed === 0) this.horizonNs = Math.floor(this.farFirstNs * this.perWidth) * this.widthNs
    this.judgeWidth()
    const { heads, widthNs } = this
    const mask = heads.length - 1
    while (this.near.size === 0) {
      if (this.farFirstNs < this.horizonNs + widthNs) this.nearFar()
      const bucket = Math.floor(this.horizonNs * this.perWidth) & mask
      this.horizonNs += widthNs
      this.ringEndNs += widthNs
      let slot = heads[bucket]
      heads[bucket] = -1
      while (slot >= 0) {
        const next = this.nextOf(slot)
        this.near.insert(slot)
        this.ringed--
        slot = next
      }
      if (this.near.size === 0 && this.ringed === 0) {
        if (this.farCount === 0) return
        this.horizonNs = Math.floor(this.farFirstNs * this.perWidth) * this.widthNs
        this.ringEndNs = this.horizonNs + heads.length * widthNs
      }
    }
  }

  /** Puts far events that the ring now reaches into it, and finds the first of those that remain. */
  private nearFar(): void {
    this.ringEndNs = this.horizonNs + this.heads.length * this.widthNs
    let slot = this.farHead
    this.farHead = -1
    this.farCount = 0
    this.farFirstNs = Infinity
    while (slot >= 0) {
      const next = this.nextOf(slot)
      const time = this.pool.time[slot]
      if (time < this.ringEndNs) this.link(slot, time)
      else this.linkFar(slot, time)
      slot = next
    }
  }

  /** Few events are left: the heap takes them all. */
  private collapse(): void {
    const { slots } = this.snapshot()
    this.heads.fill(-1)
    this.ringed = 0
    this.farHead = -1
    this.farCount = 0
    this.gather()
    for (const slot of slots) this.near.insert(slot)
  }

  private gather(): void {
    this.farFirstNs = Infinity
    this.horizonNs = Infinity
    this.ringEndNs = Infinity
  }

  /** The bare heap has grown too large: opens a ring whose width fits the gaps between the events held. */
  private spread(): void {
    const slots = new Int32Array(this.near.size)
    this.near.drain(slots)
    const times = Float64Array.from(slots, (slot) => this.pool.time[slot]).sort()
    const middle = times.length >> 1
    const gapNs = ((times[middle] ?? 0) - (times[0] ?? 0)) / middle
    this.open(slots, times[0] ?? 0, gapNs * EVENTS_PER_BUCKET)
  }

  /** Rebuilds the ring from `fromNs` on when events leave it much faster or slower than the width was made for. */
  private judgeWidth(): void {
    if (this.taken < this.heads.length) return
    const wantedNs = ((this.horizonNs - this.judgedAtNs) / this.taken) * EVENTS_PER_BUCKET
    const crowded = this.size > 2 * this.heads.length && this.heads.length < BUCKETS_MAX
    const outOfScale = wantedNs > this.widthNs * WIDTH_SLACK || wantedNs * WIDTH_SLACK < this.widthNs
    this.taken = 0
    this.judgedAtNs = this.horizonNs
    if (!crowded && !(outOfScale && wantedNs > 0)) return
    this.open(this.snapshot().slots, this.horizonNs, wantedNs)
  }

  private open(slots: Int32Array, fromNs: number, wantedNs: number): void {
    let width = 1
    while (width < wantedNs && width < WIDTH_MAX_NS) width *= 2
    let buckets = BUCKETS_MIN
    while (buckets < slots.length && buckets < BUCKETS_MAX) buckets *= 2
    if (buckets === this.heads.length) this.heads.fill(-1)
    else this.heads = new Int32Array(buckets).fill(-1)
    this.ringed = 0
    this.farHead = -1
    this.farCount = 0
    this.farFirstNs = Infinity
    this.widthNs = width
    this.perWidth = 1 / width
    this.horizonNs = Math.floor(fromNs * this.perWidth) * width
    this.ringEndNs = this.horizonNs + buckets * width
    this.taken = 0
    this.judgedAtNs = this.horizonNs
    for (const slot of slots) this.insert(slot)
  }
}
