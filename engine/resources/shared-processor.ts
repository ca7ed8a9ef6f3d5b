import { QUEUED } from "../frames/columns.ts"
import { type Frame, NO_FRAME } from "../frames/frames.ts"
import { TIMER_PROCESSOR } from "../kernel/kinds.ts"
import { capture, type Plain, reinstate } from "../kernel/plain.ts"
import type { Simulation } from "../kernel/simulation.ts"
import { NO_TIMER } from "../queue/event-columns.ts"
import type { Processor } from "./processor.ts"

const FIELDS = [
  "speed",
  "served",
  "since",
  "size",
  "begun",
  "finish",
  "demand",
  "started",
  "order",
  "jobs",
  "timer",
] as const

/**
 * Processor sharing: n jobs on c cores each run at min(1, c/n) of full speed. Time of finishing is kept in "served"
 * work per job, which all jobs gain alike, so a change of n moves no job within the heap.
 */
export class SharedProcessor implements Processor {
  readonly cores: number
  private readonly sim: Simulation
  private readonly self: number
  private speed = 1
  private served = 0
  private since = 0
  private size = 0
  /** Jobs begun so far; the number of each is its place among ties. */
  private begun = 0
  private finish = new Float64Array(16)
  private demand = new Float64Array(16)
  private started = new Float64Array(16)
  private order = new Float64Array(16)
  private jobs = new Int32Array(16)
  private timer = NO_TIMER

  constructor(sim: Simulation, self: number, cores: number) {
    this.sim = sim
    this.self = self
    this.cores = cores
  }

  get busy(): number {
    return this.size < this.cores ? this.size : this.cores
  }

  get waiting(): number {
    return this.size - this.busy
  }

  start(frame: Frame, demandNs: number): void {
    this.settle()
    if (this.size === this.jobs.length) this.grow()
    const at = this.size++
    this.finish[at] = this.served + demandNs
    this.demand[at] = demandNs
    this.started[at] = this.sim.nowNs
    this.order[at] = this.begun++
    this.jobs[at] = frame
    this.rise(at)
    this.arm()
  }

  onTimer(_argument: number): Frame {
    this.timer = NO_TIMER
    this.settle()
    if (this.size === 0) return NO_FRAME
    const frame = this.jobs[0]
    this.sim.frames.addDouble(frame, QUEUED, this.sim.nowNs - this.started[0] - this.demand[0])
    this.takeOut(0)
    this.arm()
    return frame
  }

  remove(frame: Frame): void {
    const at = this.jobs.indexOf(frame)
    if (at < 0 || at >= this.size) return
    this.settle()
    this.takeOut(at)
    this.arm()
  }

  setSpeed(speed: number): void {
    this.settle()
    this.speed = speed
    this.arm()
  }

  snapshot(): Plain {
    return capture(this, FIELDS)
  }

  restore(saved: Plain): void {
    reinstate(this, FIELDS, saved)
  }

  private rate(): number {
    return this.size <= this.cores ? this.speed : (this.speed * this.cores) / this.size
  }

  /** Credits every job with what it got since the last change. */
  private settle(): void {
    const now = this.sim.nowNs
    if (this.size === 0) this.served = 0
    else this.served += (now - this.since) * this.rate()
    this.since = now
  }

  private arm(): void {
    if (this.timer !== NO_TIMER) this.sim.cancel(this.timer)
    this.timer = NO_TIMER
    const rate = this.rate()
    if (this.size === 0 || rate === 0) return
    const delay = Math.ceil((this.finish[0] - this.served) / rate)
    this.timer = this.sim.after(delay > 0 ? delay : 0, this.self, TIMER_PROCESSOR, 0)
  }

  private takeOut(at: number): void {
    const last = --this.size
    if (at === last) return
    this.swap(at, last)
    this.rise(at)
    this.sink(at)
  }

  private rise(start: number): void {
    let at = start
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!this.before(at, parent)) return
      this.swap(at, parent)
      at = parent
    }
  }

  private sink(start: number): void {
    let at = start
    for (;;) {
      let child = 2 * at + 1
      if (child >= this.size) return
      if (child + 1 < this.size && this.before(child + 1, child)) child++
      if (!this.before(child, at)) return
      this.swap(at, child)
      at = child
    }
  }

  /** Ties by arrival, so that the order does not depend on how the heap happens to lie. */
  private before(left: number, right: number): boolean {
    const difference = this.finish[left] - this.finish[right]
    return difference === 0 ? this.order[left] < this.order[right] : difference < 0
  }

  private swap(left: number, right: number): void {
    swapIn(this.finish, left, right)
    swapIn(this.demand, left, right)
    swapIn(this.started, left, right)
    swapIn(this.order, left, right)
    const job = this.jobs[left]
    this.jobs[left] = this.jobs[right]
    this.jobs[right] = job
  }

  private grow(): void {
    const wider = (from: Float64Array) => {
      const to = new Float64Array(from.length * 2)
      to.set(from)
      return to
    }
    this.finish = wider(this.finish)
    this.demand = wider(this.demand)
    this.started = wider(this.started)
    this.order = wider(this.order)
    const jobs = new Int32Array(this.jobs.length * 2)
    jobs.set(this.jobs)
    this.jobs = jobs
  }
}

function swapIn(column: Float64Array, left: number, right: number): void {
  const value = column[left]
  column[left] = column[right]
  column[right] = value
}
