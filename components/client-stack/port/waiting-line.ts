import {
  type Frame,
  IN_LINE,
  KIND_PORT_TIMER,
  NO_TIMER,
  type Plain,
  POOLED,
  PORT_TIMER,
  type Simulation,
  WAITING_SINCE,
  WaitLine,
} from "../../../engine/index.ts"
import type { Limiter } from "../concurrency/contract.ts"
import { HOLDS_PLACE, lowerBits, raiseBits, STARTS, WAITS } from "./note.ts"

/** Tries that wait for a place in a bulkhead, first come first served. Their wait counts as one for a pool. */
export class WaitingLine {
  private readonly sim: Simulation
  private readonly self: number
  private readonly bulkhead: Limiter
  private readonly line: WaitLine

  constructor(sim: Simulation, self: number, bulkhead: Limiter) {
    this.sim = sim
    this.self = self
    this.bulkhead = bulkhead
    this.line = new WaitLine(sim.frames, "fifo")
  }

  /** A try that the bulkhead lets wait joins; a timer ends its wait after `patienceNs` or the bulkhead's own limit. */
  join(attempt: Frame, patienceNs: number): void {
    const { sim, bulkhead } = this
    const { frames } = sim
    this.line.push(attempt)
    // A wait at the caller, not in a line of the callee.
    frames.lower(attempt, IN_LINE)
    frames.setDouble(attempt, WAITING_SINCE, sim.nowNs)
    const waitNs = Math.min(bulkhead.waitMaxNs, patienceNs)
    if (waitNs < Number.POSITIVE_INFINITY)
      frames.setInt(attempt, PORT_TIMER, sim.after(waitNs, this.self, KIND_PORT_TIMER, attempt))
  }

  /** A try that the bulkhead lets wait does not join after all. */
  decline(attempt: Frame): void {
    this.bulkhead.gaveUp()
    lowerBits(this.sim.frames, attempt, WAITS)
  }

  /** A try goes away without having had its turn. */
  leave(attempt: Frame): void {
    this.line.remove(attempt)
    this.bulkhead.gaveUp()
    this.endWait(attempt)
  }

  /**
   * A place may be free: each try that gets one goes out by an event, so that nothing is sent while a crash gives up
   * one call after the other.
   */
  letIn(): void {
    const { sim, bulkhead } = this
    const { frames } = sim
    while (bulkhead.startsWaiting(sim.nowNs)) {
      const attempt = this.line.pop()
      const timer = frames.int(attempt, PORT_TIMER)
      if (timer !== NO_TIMER) sim.cancel(timer)
      this.endWait(attempt)
      raiseBits(frames, attempt, HOLDS_PLACE | STARTS)
      frames.setInt(attempt, PORT_TIMER, sim.after(0, this.self, KIND_PORT_TIMER, attempt))
    }
  }

  snapshot(): Plain {
    return this.line.snapshot()
  }

  restore(saved: Plain): void {
    this.line.restore(saved)
  }

  private endWait(attempt: Frame): void {
    const { frames, nowNs } = this.sim
    frames.addDouble(attempt, POOLED, nowNs - frames.double(attempt, WAITING_SINCE))
    lowerBits(frames, attempt, WAITS)
  }
}
