import { expect } from "vitest"
import { EventPool, type TimerHandle } from "../../../engine/queue/event-pool.ts"
import type { EventQueue } from "../../../engine/queue/event-queue.ts"
import { HeapQueue } from "../../../engine/queue/heap-queue.ts"
import { LadderQueue } from "../../../engine/queue/ladder-queue.ts"
import { SortedQueue } from "./sorted-queue.ts"

interface Runner {
  readonly pool: EventPool
  readonly queue: EventQueue
}

const makers = [
  (pool: EventPool) => new SortedQueue(pool),
  (pool: EventPool) => new HeapQueue(pool),
  (pool: EventPool) => new LadderQueue(pool),
]

/** All queues side by side, each with a pool of its own: whatever is done to one is done to all, and must look alike. */
export class Race {
  nowNs = 0
  readonly handles: TimerHandle[] = []
  private runners: readonly Runner[]
  private events = 0

  /** `sequence`: the sequence number of the first event. */
  constructor(sequence = 0) {
    this.runners = makers.map((make) => {
      const pool = new EventPool()
      pool.restore({ ...pool.snapshot(), sequenceNext: sequence })
      return { pool, queue: make(pool) }
    })
  }

  get size(): number {
    return this.agreed(({ queue }) => queue.size)
  }

  get live(): number {
    return this.agreed(({ pool }) => pool.live)
  }

  insert(delayNs: number): void {
    const id = this.events++
    const handle = this.agreed(({ pool, queue }) => {
      const slot = pool.allocate(this.nowNs + delayNs, id & 7, id & 255, id)
      queue.insert(slot)
      return pool.handle(slot)
    })
    this.handles.push(handle)
  }

  /** Takes back the handle at `index` (wrapping around), which may be stale. */
  remove(index: number): void {
    const handle = this.handles[index % Math.max(1, this.handles.length)]
    if (handle === undefined) return
    const slot = this.agreed(({ pool }) => pool.slotOf(handle))
    if (slot < 0) return
    for (const { pool, queue } of this.runners) {
      queue.remove(slot)
      pool.free(slot)
      if (pool.slotOf(handle) !== -1) throw new Error("a freed slot answers to its old handle")
    }
  }

  /** Takes the first event out; returns its number, -1 when there is none. */
  pop(): number {
    const firstNs = this.agreed(({ queue }) => queue.firstTimeNs())
    if (firstNs !== Infinity) {
      // No `expect` in here: it takes longer than the rest.
      if (firstNs < this.nowNs) throw new Error("time runs backwards")
      this.nowNs = firstNs
    }
    return this.agreed(({ pool, queue }) => {
      const first = queue.first()
      if (first < 0) return firstNs === Infinity ? -1 : -2
      const slot = queue.pop()
      if (slot !== first) throw new Error("first() and pop() disagree")
      const id = pool.argumentOf(slot)
      if (pool.timeOf(slot) !== this.nowNs || pool.kindOf(slot) !== (id & 255)) throw new Error("columns are mixed up")
      pool.free(slot)
      return id
    })
  }

  /** Puts every queue into a new one of its kind. */
  reload(): void {
    this.runners = this.runners.map((runner, index) => {
      const saved = structuredClone({ pool: runner.pool.snapshot(), queue: runner.queue.snapshot() })
      const pool = new EventPool()
      pool.restore(saved.pool)
      const queue = makers[index]?.(pool) ?? runner.queue
      queue.restore(saved.queue)
      return { pool, queue }
    })
  }

  private agreed(look: (runner: Runner) => number): number {
    const [wanted = 0, ...others] = this.runners.map(look)
    for (const found of others) if (found !== wanted) expect(found).toBe(wanted)
    return wanted
  }
}
