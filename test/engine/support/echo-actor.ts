import { DUPLICATE, ROOT, TIMER } from "../../../engine/frames/columns.ts"
import type { Frame } from "../../../engine/frames/frames.ts"
import { CANCELLED, OK, REFUSED, UNREACHABLE } from "../../../engine/frames/outcome.ts"
import type { Actor, Waiting } from "../../../engine/kernel/actor.ts"
import { TIMER_KINDS } from "../../../engine/kernel/kinds.ts"
import { capture, type Plain, reinstate } from "../../../engine/kernel/plain.ts"
import type { Simulation } from "../../../engine/kernel/simulation.ts"
import { NO_TIMER } from "../../../engine/queue/event-columns.ts"
import { wholeNs } from "../../../engine/time.ts"

const DONE = TIMER_KINDS
const FIELDS = ["arrivals", "cancellations", "faults", "held", "down", "paused", "factor"] as const

/**
 * Answers every request with "ok" after a constant time, any number at once. Knows the faults of components: down it
 * refuses, paused it holds what arrives and what gets done until it goes on, slow its time is multiplied.
 */
export class EchoActor implements Actor {
  /** Each request as it arrived, copies included. */
  arrivals: { root: number; atNs: number; copy: boolean }[] = []
  cancellations = 0
  /** What `onFault` was told. */
  faults: { atNs: number; verb: string; on: boolean; amount: number }[] = []
  private readonly simulation: Simulation
  private readonly actor: number
  private readonly serviceNs: number
  /** Frames here that are not answered. */
  private held: Frame[] = []
  private down = false
  private paused = false
  private factor = 1

  constructor(simulation: Simulation, actor: number, serviceNs: number) {
    this.simulation = simulation
    this.actor = actor
    this.serviceNs = serviceNs
  }

  /** Copies among the arrivals. */
  get duplicates(): number {
    return this.arrivals.filter(({ copy }) => copy).length
  }

  onRequest(frame: Frame): void {
    const { simulation } = this
    const { frames } = simulation
    this.arrivals.push({ root: frames.int(frame, ROOT), atNs: simulation.nowNs, copy: frames.has(frame, DUPLICATE) })
    if (this.down) simulation.reply(frame, REFUSED)
    else {
      this.held.push(frame)
      if (!this.paused) this.work(frame)
    }
  }

  onReply(): void {
    throw new Error("an echo makes no calls")
  }

  onCancel(frame: Frame): void {
    this.cancellations++
    this.finish(frame, CANCELLED)
  }

  onTimer(_kind: number, frame: Frame): void {
    this.finish(frame, OK)
  }

  onFault(verb: string, on: boolean, amount: number): void {
    this.faults.push({ atNs: this.simulation.nowNs, verb, on, amount })
    if (verb === "slow") this.factor = on ? amount : 1
    if (verb === "pause") this.pause(on)
    if (verb !== "crash") return
    this.down = on
    for (const frame of [...this.held]) this.finish(frame, UNREACHABLE)
  }

  waiting(): readonly Waiting[] {
    return this.held.map((frame) => ({ frame, resource: "the end of a pause", holder: this.actor }))
  }

  snapshot(): Plain {
    return capture(this, FIELDS)
  }

  restore(saved: Plain): void {
    reinstate(this, FIELDS, saved)
  }

  /** A pause takes back all timers; afterwards the work starts anew. */
  private pause(on: boolean): void {
    this.paused = on
    for (const frame of [...this.held]) {
      this.stopTimer(frame)
      if (!on) this.work(frame)
    }
  }

  private work(frame: Frame): void {
    const timeNs = wholeNs(this.serviceNs * this.factor)
    if (timeNs === 0) this.finish(frame, OK)
    else this.simulation.frames.setInt(frame, TIMER, this.simulation.after(timeNs, this.actor, DONE, frame))
  }

  private finish(frame: Frame, outcome: number): void {
    this.stopTimer(frame)
    this.held = this.held.filter((other) => other !== frame)
    this.simulation.reply(frame, outcome)
  }

  private stopTimer(frame: Frame): void {
    const timer = this.simulation.frames.int(frame, TIMER)
    if (timer !== NO_TIMER) this.simulation.cancel(timer)
    this.simulation.frames.setInt(frame, TIMER, NO_TIMER)
  }
}
