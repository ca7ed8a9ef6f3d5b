import {
  BYTES,
  DEADLINE_AT,
  KEY,
  OPERATION,
  PATIENCE,
  PRIORITY,
  ROOT,
  TAG,
  VISIT,
} from "../../../../engine/frames/columns.ts"
import type { Frame } from "../../../../engine/frames/frames.ts"
import { OK } from "../../../../engine/frames/outcome.ts"
import type { Actor, Waiting } from "../../../../engine/kernel/actor.ts"
import { TIMER_KINDS } from "../../../../engine/kernel/kinds.ts"
import { capture, type Plain, reinstate } from "../../../../engine/kernel/plain.ts"
import type { Simulation } from "../../../../engine/kernel/simulation.ts"

/** A request as it arrived, and whose it was. */
export interface Seen {
  readonly atNs: number
  readonly root: number
  readonly visit: number
  readonly tag: number
  readonly operation: number
  readonly priority: number
  readonly key: number
  readonly bytes: number
  readonly patienceNs: number
  readonly deadlineAtNs: number
}

/** Keeps what each request carries and answers it after a constant time, any number at once. */
export class ProbeActor implements Actor {
  seen: Seen[] = []
  present = 0
  presentMax = 0
  private readonly simulation: Simulation
  private readonly actor: number
  private readonly serviceNs: number
  /** Outcome of a request by its root number. */
  private readonly outcomeOf: (root: number) => number

  constructor(
    simulation: Simulation,
    actor: number,
    serviceNs: number,
    outcomeOf: (root: number) => number = () => OK,
  ) {
    this.simulation = simulation
    this.actor = actor
    this.serviceNs = serviceNs
    this.outcomeOf = outcomeOf
  }

  onRequest(frame: Frame): void {
    const { frames, nowNs } = this.simulation
    this.present++
    this.presentMax = Math.max(this.presentMax, this.present)
    this.seen.push({
      atNs: nowNs,
      root: frames.int(frame, ROOT),
      visit: frames.int(frame, VISIT),
      tag: frames.int(frame, TAG),
      operation: frames.int(frame, OPERATION),
      priority: frames.int(frame, PRIORITY),
      key: frames.double(frame, KEY),
      bytes: frames.double(frame, BYTES),
      patienceNs: frames.double(frame, PATIENCE),
      deadlineAtNs: frames.double(frame, DEADLINE_AT),
    })
    this.simulation.after(this.serviceNs, this.actor, TIMER_KINDS, frame)
  }

  onTimer(_kind: number, frame: Frame): void {
    this.present--
    this.simulation.reply(frame, this.outcomeOf(this.simulation.frames.int(frame, ROOT)))
  }

  onReply(): void {
    throw new Error("a probe makes no calls")
  }

  onCancel(): void {
    throw new Error("a probe's callers do not give up")
  }

  onFault(): void {
    throw new Error("a probe has no faults")
  }

  waiting(): readonly Waiting[] {
    return []
  }

  snapshot(): Plain {
    return capture(this, ["seen", "present", "presentMax"])
  }

  restore(saved: Plain): void {
    reinstate(this, ["seen", "present", "presentMax"], saved)
  }
}
