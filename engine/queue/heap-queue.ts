import { COLUMN_SHIFT, PLACE_HEAP, PLACE_QUEUED, PREVIOUS } from "./event-columns.ts"
import type { EventPool } from "./event-pool.ts"
import type { EventQueue, EventQueueSnapshot } from "./event-queue.ts"

/**
 * A binary heap with its keys beside it. The smaller child is chosen by arithmetic, since the branch would be
 * mispredicted half the time; ties go through a separate branch that almost never is taken.
 */
export class HeapQueue implements EventQueue {
  size = 0
  private readonly pool: EventPool
  /** Keys by heap index, with +Infinity behind the last so that a missing child never wins. */
  private times = new Float64Array(130).fill(Infinity)
  private slots = new Int32Array(130)

  constructor(pool: EventPool) {
    this.pool = pool
  }

  firstTimeNs(): number {
    return this.times[0]
  }

  first(): number {
    return this.size === 0 ? -1 : this.slots[0]
  }

  insert(slot: number): void {
    const index = this.size++
    if (this.size + 2 > this.times.length) this.grow()
    this.pool.setPlace(slot, PLACE_HEAP)
    this.siftUp(index, slot, this.pool.timeOf(slot))
  }

  drop(): void {
    this.pop()
  }

  pop(): number {
    const top = this.slots[0]
    this.pool.setPlace(top, PLACE_QUEUED)
    const last = --this.size
    const slot = this.slots[last]
    const time = this.times[last]
    this.times[last] = Infinity
    if (last > 0) this.siftDown(0, slot, time)
    return top
  }

  remove(slot: number): void {
    const index = this.pool.columns[(slot << COLUMN_SHIFT) + PREVIOUS]
    this.pool.setPlace(slot, PLACE_QUEUED)
    const last = --this.size
    const moved = this.slots[last]
    const time = this.times[last]
    this.times[last] = Infinity
    if (index === last) return
    const parent = (index - 1) >> 1
    if (index > 0 && this.pool.before(moved, this.slots[parent])) this.siftUp(index, moved, time)
    else this.siftDown(index, moved, time)
  }

  clear(): void {
    this.times.fill(Infinity, 0, this.size)
    this.size = 0
  }

  snapshot(): EventQueueSnapshot {
    return { slots: this.slots.slice(0, this.size) }
  }

  restore(snapshot: EventQueueSnapshot): void {
    this.clear()
    for (const slot of snapshot.slots) this.insert(slot)
  }

  private siftUp(start: number, slot: number, time: number): void {
    const { times, slots } = this
    const columns = this.pool.columns
    let index = start
    while (index > 0) {
      const parent = (index - 1) >> 1
      const parentTime = times[parent]
      if (parentTime < time) break
      if (parentTime === time && this.pool.earlier(slots[parent], slot)) break
      times[index] = parentTime
      slots[index] = slots[parent]
      columns[(slots[parent] << COLUMN_SHIFT) + PREVIOUS] = index
      index = parent
    }
    times[index] = time
    slots[index] = slot
    columns[(slot << COLUMN_SHIFT) + PREVIOUS] = index
  }

  private siftDown(start: number, slot: number, time: number): void {
    const { times, slots, size } = this
    const columns = this.pool.columns
    let index = start
    for (;;) {
      const left = 2 * index + 1
      if (left >= size) break
      const leftTime = times[left]
      const rightTime = times[left + 1]
      let child = left + +(rightTime < leftTime)
      if (leftTime === rightTime && left + 1 < size && this.pool.earlier(slots[left + 1], slots[left])) child = left + 1
      const childTime = times[child]
      if (time < childTime) break
      if (time === childTime && this.pool.earlier(slot, slots[child])) break
      times[index] = childTime
      slots[index] = slots[child]
      columns[(slots[child] << COLUMN_SHIFT) + PREVIOUS] = index
      index = child
    }
    times[index] = time
    slots[index] = slot
    columns[(slot << COLUMN_SHIFT) + PREVIOUS] = index
  }

  private grow(): void {
    const times = new Float64Array(this.times.length * 2).fill(Infinity)
    times.set(this.times)
    const slots = new Int32Array(this.slots.length * 2)
    slots.set(this.slots)
    this.times = times
    this.slots = slots
  }
}
