import {
  type Actor,
  assert,
  capture,
  type Frame,
  NO_TIMER,
  type Plain,
  reinstate,
  type Simulation,
  TIMER_KINDS,
  type Waiting,
} from "../../engine/index.ts"
import type { Board, Plane, Told } from "./board.ts"
import type { ControlPlane } from "./control-plane.ts"

const TIMER_QUIET = TIMER_KINDS

const FIELDS = ["firstNs", "lastNs", "timer", "down"] as const

export interface PublisherParts {
  readonly board: Board
  readonly plane: ControlPlane
  /** Ns without a change after which changes are published, and the longest a change waits. */
  readonly quietNs: number
  readonly waitNs: number
}

/** Beside a replica of the control plane: gathers changes until none has come for a while (Istio, debounce). */
export class Publisher implements Actor, Plane {
  /** First and latest change that is not published; below 0 where there is none. */
  private firstNs = -1
  private lastNs = -1
  private timer: number = NO_TIMER
  private down = false
  private readonly sim: Simulation
  private readonly self: number
  private readonly parts: PublisherParts

  constructor(sim: Simulation, self: number, parts: PublisherParts) {
    this.sim = sim
    this.self = self
    this.parts = parts
  }

  toldTo(agent: number): Told | undefined {
    return this.parts.plane.toldTo(agent)
  }

  /** What there is at the start is nothing new. */
  start(): void {
    this.parts.plane.publish(0)
  }

  noteChange(): void {
    if (this.down) return
    const { sim, parts } = this
    this.lastNs = sim.nowNs
    if (this.firstNs >= 0) return
    this.firstNs = sim.nowNs
    this.timer = sim.after(parts.quietNs, this.self, TIMER_QUIET, 0)
  }

  onTimer(): void {
    const { sim, parts } = this
    this.timer = NO_TIMER
    const quietNs = sim.nowNs - this.lastNs
    if (quietNs < parts.quietNs && sim.nowNs - this.firstNs < parts.waitNs) {
      this.timer = sim.after(parts.quietNs - quietNs, this.self, TIMER_QUIET, 0)
      return
    }
    parts.plane.publish(this.firstNs)
    this.firstNs = -1
  }

  onFault(verb: string, on: boolean, _amount: number): void {
    if (verb !== "crash" || this.down === on) return
    this.down = on
    if (this.timer !== NO_TIMER) this.sim.cancel(this.timer)
    this.timer = NO_TIMER
    this.firstNs = -1
    // A new process reads everything anew.
    if (!on) this.parts.plane.publish(this.parts.board.truth.changedAtNs)
  }

  onRequest(_frame: Frame): void {
    assert(false, "nobody calls a publisher")
  }

  onReply(_frame: Frame): void {
    assert(false, "a publisher calls nobody")
  }

  onCancel(_frame: Frame): void {
    assert(false, "nobody calls a publisher")
  }

  waiting(): readonly Waiting[] {
    return []
  }

  snapshot(): Plain {
    return capture(this, FIELDS)
  }

  restore(saved: Plain): void {
    reinstate(this, FIELDS, saved)
  }
}
