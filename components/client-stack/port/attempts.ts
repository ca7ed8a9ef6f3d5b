import {
  ATTEMPT,
  CALLEE,
  CALLEE_DONE,
  CIRCUIT_OPEN,
  DEADLINE,
  DEADLINE_AT,
  type Frame,
  IN_FLIGHT,
  KIND_PORT_TIMER,
  type Lane,
  mix32,
  NO_TIMER,
  OK,
  PATIENCE,
  type Plain,
  PORT,
  PORT_TIMER,
  REJECTED,
  type Simulation,
  STARTED,
  settleUnsent,
  TIMEOUT,
  UNREACHABLE,
  VISIT,
} from "../../../engine/index.ts"
import { EJECTED } from "../../kit/balancing/backends.ts"
import * as limiting from "../concurrency/contract.ts"
import type { PolicyPlan } from "../policy.ts"
import { HEALTH_RESULTS, IGNORED, LOAD_RESULTS } from "../results.ts"
import { Selection } from "../selection.ts"
import type { PortTarget } from "../target.ts"
import type { Guards } from "./guards.ts"
import {
  ADMITTED,
  ADMITTED_BY_BREAKER,
  backendOf,
  bitsOf,
  HOLDS_LIMIT,
  HOLDS_PLACE,
  lowerBits,
  noteBackend,
  raiseBits,
  STARTS,
  WAITS,
} from "./note.ts"
import { WaitingLine } from "./waiting-line.ts"

/** Odd multiplier that spreads attempt numbers over the words that name draws (golden ratio of 2^32). */
export const ATTEMPT_SPREAD = 0x9e3779b1

/** Whose tries they are. */
export interface Owner {
  readonly sim: Simulation
  /** The calling actor. */
  readonly self: number
  /** The number of its port. */
  readonly port: number
}

/** The single tries of a port's calls: past the guards, to a backend, and what all of them hear of the end. */
export class Attempts {
  private readonly sim: Simulation
  private readonly owner: Owner
  private readonly target: PortTarget
  private readonly guards: Guards
  private readonly line: WaitingLine | null
  private readonly timeoutNs: number
  private readonly timeoutLane: Lane
  private readonly cancels: boolean
  private readonly selection: Selection

  constructor(owner: Owner, target: PortTarget, guards: Guards, { timeout, cancels }: PolicyPlan) {
    const { sim, self } = owner
    this.sim = sim
    this.owner = owner
    this.target = target
    this.guards = guards
    this.line = guards.bulkhead === null ? null : new WaitingLine(sim, self, guards.bulkhead)
    this.timeoutNs = timeout ?? Number.POSITIVE_INFINITY
    this.timeoutLane = timeout === undefined ? -1 : sim.lanes.laneFor(timeout)
    this.cancels = cancels
    this.selection = new Selection(sim, target)
  }

  /** Opens the try number `number` (from 0) of a logical call. */
  open(logical: Frame, number: number): Frame {
    const { frames } = this.sim
    const frame = frames.open(logical, this.owner.self, frames.operation(logical))
    frames.setInt(frame, PORT, this.owner.port)
    frames.setInt(frame, ATTEMPT, number)
    frames.setDouble(frame, PATIENCE, frames.double(logical, PATIENCE))
    this.target.edge.calls++
    if (number === 0) return frame
    this.target.edge.retries++
    frames.setInt(frame, VISIT, mix32(frames.int(frame, VISIT) ^ Math.imul(number, ATTEMPT_SPREAD)))
    return frame
  }

  /** Sends a try on its way, or lets it wait. False where it goes nowhere and ends by an event of this instant. */
  begin(frame: Frame): boolean {
    const { sim, target, guards } = this
    const { frames, nowNs } = sim
    const refusal = this.admit(frame)
    if (refusal !== OK) {
      this.refuse(frame, refusal)
      return false
    }
    guards.budget?.sent(nowNs, frames.attempt(frame) > 0)
    const index = this.choose(frame)
    if (index < 0) {
      if ((bitsOf(frames, frame) & WAITS) !== 0) this.line?.decline(frame)
      this.refuse(frame, UNREACHABLE)
      return false
    }
    if (sim.recorder.keepsSpans) sim.recorder.begin(frames, frame, target.backends.actorOf(index))
    noteBackend(frames, frame, index)
    target.backends.enter(index)
    guards.outliers?.sent(nowNs, index)
    if ((bitsOf(frames, frame) & WAITS) === 0) this.depart(frame)
    else this.line?.join(frame, Math.min(this.timeoutNs, frames.double(frame, DEADLINE_AT) - nowNs))
    return true
  }

  /** A try that goes nowhere; it ends by an event. */
  refuse(frame: Frame, outcome: number): void {
    const { sim } = this
    if (sim.recorder.keepsSpans) sim.recorder.begin(sim.frames, frame, -1)
    settleUnsent(sim, frame, this.owner.self, outcome)
  }

  /** The timer of a try is up: the outcome it ends with, IN_FLIGHT where it has gone out. */
  onTimer(frame: Frame): number {
    const { frames, nowNs } = this.sim
    frames.setInt(frame, PORT_TIMER, NO_TIMER)
    if (nowNs >= frames.double(frame, DEADLINE_AT)) return DEADLINE
    if (nowNs >= frames.double(frame, STARTED) + this.timeoutNs) return TIMEOUT
    if ((bitsOf(frames, frame) & STARTS) === 0) return REJECTED
    lowerBits(frames, frame, STARTS)
    this.depart(frame)
    return IN_FLIGHT
  }

  /** A try has ended for its caller: what it held is free, and who wants to know hears of it. */
  leave(frame: Frame, outcome: number, answered: boolean): void {
    const { sim, target } = this
    const { frames } = sim
    const timer = frames.int(frame, PORT_TIMER)
    if (timer !== NO_TIMER) sim.cancel(timer)
    frames.setInt(frame, PORT_TIMER, NO_TIMER)
    if (backendOf(frames, frame) >= 0) this.leaveBackend(frame, outcome, answered)
    this.leaveGuards(frame, outcome)
    target.edge.settle(frames, frame, outcome)
    if (sim.recorder.keepsSpans) sim.recorder.end(frames, frame, outcome)
  }

  /** The caller is through with a try; where the policy says so, the callee hears of it. */
  retire(frame: Frame): void {
    if (this.cancels) this.target.link.sendCancel(frame)
    this.sim.letGo(frame)
  }

  snapshot(): Plain {
    return {
      inFlight: this.target.backends.inFlight.slice(),
      selection: this.selection.snapshot(),
      line: this.line?.snapshot() ?? null,
    }
  }

  restore(saved: Plain): void {
    const from = Object(saved)
    this.target.backends.inFlight.set(from.inFlight)
    this.selection.restore(from.selection)
    this.line?.restore(from.line)
  }

  /** OK where every guard lets a try through, else the outcome it ends with. */
  private admit(frame: Frame): number {
    const { frames, nowNs } = this.sim
    const { breaker, limit, bulkhead } = this.guards
    if (nowNs >= frames.double(frame, DEADLINE_AT)) return DEADLINE
    let bits = ADMITTED
    if (breaker !== null) {
      if (!breaker.admit(nowNs, frames.attempt(frame) > 0)) return CIRCUIT_OPEN
      raiseBits(frames, frame, ADMITTED_BY_BREAKER)
    }
    if (limit !== null) {
      if (limit.admit(nowNs) !== limiting.ADMITTED) return REJECTED
      raiseBits(frames, frame, HOLDS_LIMIT)
    }
    if (bulkhead !== null) {
      const verdict = bulkhead.admit(nowNs)
      if (verdict === limiting.TURNED_AWAY) return REJECTED
      bits |= verdict === limiting.WAITS ? WAITS : HOLDS_PLACE
    }
    raiseBits(frames, frame, bits)
    return OK
  }

  private choose(frame: Frame): number {
    const { outliers } = this.guards
    if (outliers?.update(this.sim.nowNs) === true) {
      const { backends } = this.target
      for (let index = 0; index < outliers.out.length; index++) backends.mark(index, EJECTED, outliers.out[index] !== 0)
    }
    return this.selection.pick(frame)
  }

  /** Sends a try to its backend, with what is left of its time limits. */
  private depart(frame: Frame): void {
    const { sim, target, timeoutNs } = this
    const { frames, nowNs } = sim
    const { self } = this.owner
    const actor = target.backends.actorOf(backendOf(frames, frame))
    frames.setInt(frame, CALLEE, actor)
    const deadlineNs = frames.double(frame, DEADLINE_AT) - nowNs
    const leftNs = Math.min(deadlineNs, frames.double(frame, STARTED) + timeoutNs - nowNs)
    if (leftNs === timeoutNs && this.timeoutLane >= 0)
      frames.setInt(frame, PORT_TIMER, sim.afterLane(this.timeoutLane, self, KIND_PORT_TIMER, frame))
    else if (leftNs < Number.POSITIVE_INFINITY)
      frames.setInt(frame, PORT_TIMER, sim.after(leftNs, self, KIND_PORT_TIMER, frame))
    if (target.link.ideal) sim.hand(frame, actor)
    else target.link.send(frame, actor)
  }

  private leaveBackend(frame: Frame, outcome: number, answered: boolean): void {
    const { sim, target } = this
    const { frames, nowNs } = sim
    const index = backendOf(frames, frame)
    const isSent = (bitsOf(frames, frame) & (WAITS | STARTS)) === 0
    target.backends.leave(index)
    // Nobody else will say so of a try that was never sent.
    if (!isSent) frames.raise(frame, CALLEE_DONE)
    else if (!target.link.ideal) target.link.release(frame, answered)
    if (this.selection.hears) this.selection.settled(frame, index, outcome)
    this.guards.outliers?.settled(nowNs, index, isSent ? resultOf(HEALTH_RESULTS, outcome) : IGNORED)
  }

  /**
   * What the caller's own bulkhead turns away is a failure to its breaker, as with Hystrix (HealthCounts) and with
   * resilience4j's order of decorators, but tells an adaptive limit nothing.
   */
  private leaveGuards(frame: Frame, outcome: number): void {
    const { breaker, limit, bulkhead, budget, hedge } = this.guards
    const { frames, nowNs } = this.sim
    const bits = bitsOf(frames, frame)
    const isRetry = frames.attempt(frame) > 0
    const isAdmitted = (bits & ADMITTED) !== 0
    const health = resultOf(HEALTH_RESULTS, outcome)
    const load = isAdmitted ? resultOf(LOAD_RESULTS, outcome) : IGNORED
    const latencyNs = nowNs - frames.double(frame, STARTED)
    if ((bits & ADMITTED_BY_BREAKER) !== 0) breaker?.settled(nowNs, isRetry, health, latencyNs)
    if ((bits & HOLDS_LIMIT) !== 0) limit?.settled(nowNs, load, latencyNs)
    if ((bits & WAITS) !== 0) this.line?.leave(frame)
    if ((bits & HOLDS_PLACE) !== 0) {
      bulkhead?.settled(nowNs, load, latencyNs)
      this.line?.letIn()
    }
    if (isAdmitted) {
      budget?.settled(nowNs, isRetry, health)
      hedge?.settled(nowNs, health, latencyNs)
    } else if (isRetry) budget?.giveBack(nowNs)
  }
}

function resultOf(results: Uint8Array, outcome: number): number {
  return results[outcome] ?? IGNORED
}
