import { AMOUNT, FLAGS, IN_LINE, PRIORITY, QUEUED, TIMER, WAITING_SINCE } from "../frames/columns.ts"
import { type Frame, NO_FRAME } from "../frames/frames.ts"
import { TIMER_PROCESSOR } from "../kernel/kinds.ts"
import { capture, type Plain, reinstate } from "../kernel/plain.ts"
import type { Simulation } from "../kernel/simulation.ts"
import { NO_TIMER } from "../queue/event-columns.ts"
import type { Processor } from "./processor.ts"
import { type Order, WaitLine } from "./wait-line.ts"

export interface RunQueueOptions {
  readonly cores: number
  readonly order: Order
  /** A more urgent job takes the core of the least urgent one, which later goes on where it stopped. */
  readonly preemptive: boolean
}

const FIELDS = ["speed", "running", "finishAt"] as const

/** Cores that run one job each to its end, or until a more urgent one takes the core (preemptive-resume). */
export class RunQueue implements Processor {
  readonly cores: number
  private readonly sim: Simulation
  private readonly self: number
  private readonly line: WaitLine
  private readonly preemptive: boolean
  private speed = 1
  /** Jobs on the cores in order of starting, and when each will be done at the present speed. */
  private running: number[] = []
  private finishAt: number[] = []

  constructor(sim: Simulation, self: number, options: RunQueueOptions) {
    this.sim = sim
    this.self = self
    this.cores = options.cores
    this.preemptive = options.preemptive
    this.line = new WaitLine(sim.frames, options.order)
  }

  get busy(): number {
    return this.running.length
  }

  get waiting(): number {
    return this.line.length
  }

  start(frame: Frame, demandNs: number): void {
    const frames = this.sim.frames
    frames.setDouble(frame, AMOUNT, demandNs)
    frames.setDouble(frame, WAITING_SINCE, this.sim.nowNs)
    if (this.running.length < this.cores) {
      this.run(frame)
      return
    }
    const victim = this.preemptive ? this.leastUrgent() : -1
    if (victim >= 0 && frames.int(this.running[victim], PRIORITY) > frames.int(frame, PRIORITY)) {
      this.interrupt(victim)
      this.run(frame)
    } else this.line.push(frame)
  }

  onTimer(frame: number): Frame {
    this.drop(this.running.indexOf(frame))
    this.sim.frames.setInt(frame, TIMER, NO_TIMER)
    this.runNext()
    return frame
  }

  remove(frame: Frame): void {
    const at = this.running.indexOf(frame)
    if (at >= 0) {
      this.sim.cancel(this.sim.frames.int(frame, TIMER))
      this.sim.frames.setInt(frame, TIMER, NO_TIMER)
      this.drop(at)
      this.runNext()
    } else if ((this.sim.frames.int(frame, FLAGS) & IN_LINE) !== 0) {
      this.sim.frames.addDouble(frame, QUEUED, this.sim.nowNs - this.sim.frames.double(frame, WAITING_SINCE))
      this.line.remove(frame)
    }
  }

  setSpeed(speed: number): void {
    const now = this.sim.nowNs
    const left = this.running.map((frame, at) =>
      this.speed > 0 ? (this.finishAt[at] - now) * this.speed : this.sim.frames.double(frame, AMOUNT),
    )
    this.speed = speed
    const frames = this.running
    this.running = []
    this.finishAt = []
    for (let at = 0; at < frames.length; at++) {
      this.sim.cancel(this.sim.frames.int(frames[at], TIMER))
      this.sim.frames.setDouble(frames[at], AMOUNT, left[at])
      this.sim.frames.setDouble(frames[at], WAITING_SINCE, now)
      this.run(frames[at])
    }
  }

  snapshot(): Plain {
    return { ...capture(this, FIELDS), line: this.line.snapshot() }
  }

  restore(saved: Plain): void {
    reinstate(this, FIELDS, saved)
    if (typeof saved === "object" && saved !== null) this.line.restore(Reflect.get(saved, "line"))
  }

  private run(frame: Frame): void {
    const { frames, nowNs } = this.sim
    frames.addDouble(frame, QUEUED, nowNs - frames.double(frame, WAITING_SINCE))
    this.running.push(frame)
    if (this.speed === 0) {
      this.finishAt.push(Infinity)
      frames.setInt(frame, TIMER, NO_TIMER)
      return
    }
    const delay = Math.ceil(frames.double(frame, AMOUNT) / this.speed)
    this.finishAt.push(nowNs + delay)
    frames.setInt(frame, TIMER, this.sim.after(delay, this.self, TIMER_PROCESSOR, frame))
  }

  private runNext(): void {
    if (this.running.length >= this.cores) return
    const next = this.line.pop()
    if (next !== NO_FRAME) this.run(next)
  }

  /** Index of the running job of the least urgent class, the last started among equals. */
  private leastUrgent(): number {
    let found = -1
    let worst = -1
    for (let at = 0; at < this.running.length; at++) {
      const priority = this.sim.frames.int(this.running[at], PRIORITY)
      if (priority >= worst) {
        worst = priority
        found = at
      }
    }
    return found
  }

  private interrupt(at: number): void {
    const { frames, nowNs } = this.sim
    const frame = this.running[at]
    this.sim.cancel(frames.int(frame, TIMER))
    frames.setInt(frame, TIMER, NO_TIMER)
    if (this.speed > 0) frames.setDouble(frame, AMOUNT, (this.finishAt[at] - nowNs) * this.speed)
    frames.setDouble(frame, WAITING_SINCE, nowNs)
    this.drop(at)
    this.line.pushFront(frame)
  }

  private drop(at: number): void {
    this.running.splice(at, 1)
    this.finishAt.splice(at, 1)
  }
}
