import {
  AMOUNT,
  ATTEMPT,
  BACKOFF,
  CALLEE,
  CALLEE_DONE,
  CANCELLED,
  DEADLINE,
  DEADLINE_AT,
  FOUND,
  type Frame,
  KEY,
  type KeyedStream,
  KIND_PORT_TIMER,
  type Lane,
  type Link,
  LOGICAL,
  mix32,
  NO_FRAME,
  NO_TIMER,
  OK,
  OUTCOME,
  outcomeNumber,
  PARENT,
  PATIENCE,
  type Plain,
  PORT,
  PORT_NOTE,
  PORT_TIMER,
  type Port,
  ROOT,
  type Simulation,
  settleUnsent,
  TIMEOUT,
  UNREACHABLE,
  VISIT,
} from "../../engine/index.ts"
import { backoffNs } from "./backoff.ts"
import type { PolicyPlan, RetryPlan } from "./policy.ts"
import type { PortTarget } from "./target.ts"

/** Odd multiplier that spreads attempt numbers over the words that name draws (golden ratio of 2^32). */
const ATTEMPT_SPREAD = 0x9e3779b1

/** What a port keeps to, and the draws of its back-offs. */
export interface PortRules {
  readonly policy: PolicyPlan
  readonly retry: RetryPlan
  readonly backoffs: KeyedStream
}

/**
 * A port with retries, and with time limits where the policy has them: the logical call has one attempt frame a try
 * below it, and each has a span. (A policy without retries makes a DirectPort.)
 */
export class RetryPort implements Port {
  readonly link: Link
  private readonly sim: Simulation
  private readonly self: number
  private readonly number: number
  private readonly target: PortTarget
  private readonly retry: RetryPlan
  private readonly retryable: ReadonlySet<number>
  private readonly timeoutNs: number
  private readonly timeoutLane: Lane
  private readonly deadlineNs: number
  private readonly cancels: boolean
  private readonly backoffs: KeyedStream

  constructor(sim: Simulation, self: number, target: PortTarget, rules: PortRules) {
    const { policy } = rules
    this.sim = sim
    this.self = self
    this.number = sim.enter(this)
    this.target = target
    this.link = target.link
    this.retry = rules.retry
    this.retryable = new Set(this.retry.on.map(outcomeNumber))
    this.timeoutNs = policy.timeout ?? Number.POSITIVE_INFINITY
    this.timeoutLane = policy.timeout === undefined ? -1 : sim.lanes.laneFor(policy.timeout)
    this.deadlineNs = policy.deadline ?? Number.POSITIVE_INFINITY
    this.cancels = policy.cancels
    this.backoffs = rules.backoffs
  }

  open(operation: number, parent: Frame, step: number): Frame {
    const { frames } = this.sim
    const frame = frames.open(parent, this.self, operation)
    frames.setInt(frame, PORT, this.number)
    if (step !== 0) frames.setInt(frame, VISIT, mix32(frames.int(frame, VISIT) ^ step))
    return frame
  }

  send(frame: Frame): void {
    const { sim } = this
    const { frames } = sim
    const limit = sim.nowNs + this.deadlineNs
    if (limit < frames.double(frame, DEADLINE_AT)) frames.setDouble(frame, DEADLINE_AT, limit)
    frames.raise(frame, LOGICAL | CALLEE_DONE)
    // The wait before the latest try.
    frames.setDouble(frame, AMOUNT, 0)
    if (sim.recorder.keepsSpans) sim.recorder.begin(frames, frame, this.target.backends.actorOf(0))
    this.tryAgain(frame, 0)
  }

  onAnswer(frame: Frame): void {
    const { frames } = this.sim
    if (frames.has(frame, LOGICAL)) {
      this.settle(frame)
      return
    }
    const outcome = frames.outcome(frame)
    this.leave(frame, outcome, true)
    this.conclude(frame, outcome)
  }

  onTimer(frame: Frame): void {
    const { sim } = this
    const { frames } = sim
    frames.setInt(frame, PORT_TIMER, NO_TIMER)
    if (frames.has(frame, LOGICAL)) {
      this.tryAgain(frame, frames.int(frame, ATTEMPT) + 1)
      return
    }
    const outcome = sim.nowNs >= frames.double(frame, DEADLINE_AT) ? DEADLINE : TIMEOUT
    this.leave(frame, outcome, false)
    this.conclude(frame, outcome)
  }

  abandon(frame: Frame): void {
    const { sim } = this
    const { frames } = sim
    if (!frames.has(frame, LOGICAL)) {
      this.leave(frame, CANCELLED, false)
      this.retire(frame)
      return
    }
    const attempt = frames.int(frame, PORT_NOTE)
    if (attempt !== NO_FRAME) this.abandonAttempt(attempt)
    else this.leaveBackOff(frame)
    if (sim.recorder.keepsSpans) sim.recorder.end(frames, frame, CANCELLED)
    sim.letGo(frame)
  }

  snapshot(): Plain {
    const { chooser, backends } = this.target
    return { chooser: chooser.snapshot(), inFlight: backends.inFlight.slice(), up: backends.up.slice() }
  }

  restore(saved: Plain): void {
    const from = Object(saved)
    this.target.chooser.restore(from.chooser)
    this.target.backends.inFlight.set(from.inFlight)
    this.target.backends.up.set(from.up)
  }

  /** Opens the attempt number `number` (from 0) of a logical call. */
  private tryAgain(logical: Frame, number: number): void {
    const { frames } = this.sim
    frames.setInt(logical, ATTEMPT, number)
    const frame = frames.open(logical, this.self, frames.operation(logical))
    frames.setInt(frame, PORT, this.number)
    frames.setInt(frame, ATTEMPT, number)
    frames.setDouble(frame, PATIENCE, frames.double(logical, PATIENCE))
    if (number > 0) {
      this.target.edge.retries++
      frames.setInt(frame, VISIT, mix32(frames.int(frame, VISIT) ^ Math.imul(number, ATTEMPT_SPREAD)))
    }
    frames.setInt(logical, PORT_NOTE, frame)
    this.attempt(frame)
  }

  /** Chooses a backend for an attempt and sends it, with its time limit. */
  private attempt(frame: Frame): void {
    const { sim, target } = this
    const { frames } = sim
    const { backends } = target
    const leftNs = frames.double(frame, DEADLINE_AT) - sim.nowNs
    const index = backends.length === 1 ? 0 : target.chooser.choose(sim.nowNs, frames.double(frame, KEY), backends)
    const actor = backends.actorOf(index)
    if (sim.recorder.keepsSpans) sim.recorder.begin(frames, frame, actor)
    target.edge.calls++
    if (leftNs <= 0 || index < 0) {
      frames.setInt(frame, PORT_NOTE, -1)
      settleUnsent(sim, frame, this.self, leftNs <= 0 ? DEADLINE : UNREACHABLE)
      return
    }
    frames.setInt(frame, PORT_NOTE, index)
    frames.setInt(frame, CALLEE, actor)
    backends.enter(index)
    if (leftNs < this.timeoutNs) frames.setInt(frame, PORT_TIMER, sim.after(leftNs, this.self, KIND_PORT_TIMER, frame))
    else if (this.timeoutLane >= 0)
      frames.setInt(frame, PORT_TIMER, sim.afterLane(this.timeoutLane, this.self, KIND_PORT_TIMER, frame))
    if (this.link.ideal) sim.hand(frame, actor)
    else this.link.send(frame, actor)
  }

  /** An attempt has ended for its caller: the logical call ends too, or waits for its next try. */
  private conclude(attempt: Frame, outcome: number): void {
    const { sim } = this
    const { frames } = sim
    const logical = frames.int(attempt, PARENT)
    if (frames.has(attempt, FOUND)) frames.raise(logical, FOUND)
    this.retire(attempt)
    frames.setInt(logical, PORT_NOTE, NO_FRAME)
    frames.setInt(logical, OUTCOME, outcome)
    const tries = frames.int(logical, ATTEMPT) + 1
    if (outcome === OK || tries >= this.retry.attemptsMax || !this.retryable.has(outcome)) this.settle(logical)
    else this.backOff(logical, tries)
  }

  private backOff(logical: Frame, retry: number): void {
    const { sim, backoffs } = this
    const { frames } = sim
    backoffs.at(frames.int(logical, ROOT), mix32(frames.int(logical, VISIT) ^ Math.imul(retry, ATTEMPT_SPREAD)))
    const plan = { ...this.retry.backoff, jitter: this.retry.jitter }
    const waitNs = backoffNs(plan, retry, frames.double(logical, AMOUNT), backoffs)
    if (sim.nowNs + waitNs >= frames.double(logical, DEADLINE_AT)) {
      frames.setInt(logical, OUTCOME, DEADLINE)
      this.settle(logical)
      return
    }
    frames.setDouble(logical, AMOUNT, waitNs)
    frames.addDouble(logical, BACKOFF, waitNs)
    frames.setInt(logical, PORT_TIMER, sim.after(waitNs, this.self, KIND_PORT_TIMER, logical))
  }

  /** Tells the caller how the logical call ended. */
  private settle(logical: Frame): void {
    const { sim } = this
    if (sim.recorder.keepsSpans) sim.recorder.end(sim.frames, logical, sim.frames.outcome(logical))
    sim.actors[this.self]?.onReply(logical)
    sim.letGo(logical)
  }

  /** Takes back the timer of the next try, and what is left of the wait for it. */
  private leaveBackOff(logical: Frame): void {
    const { sim } = this
    const timer = sim.frames.int(logical, PORT_TIMER)
    if (timer === NO_TIMER) return
    sim.frames.addDouble(logical, BACKOFF, -sim.remainingNs(timer))
    sim.cancel(timer)
  }

  private abandonAttempt(attempt: Frame): void {
    this.leave(attempt, CANCELLED, false)
    this.retire(attempt)
  }

  /** The caller is through with an attempt; where the policy says so, the callee hears of it. */
  private retire(attempt: Frame): void {
    if (this.cancels) this.link.sendCancel(attempt)
    this.sim.letGo(attempt)
  }

  private leave(frame: Frame, outcome: number, answered: boolean): void {
    const { sim, target } = this
    const { frames } = sim
    const timer = frames.int(frame, PORT_TIMER)
    if (timer !== NO_TIMER) sim.cancel(timer)
    frames.setInt(frame, PORT_TIMER, NO_TIMER)
    const index = frames.int(frame, PORT_NOTE)
    if (index >= 0) {
      target.backends.leave(index)
      if (!this.link.ideal) this.link.release(frame, answered)
    }
    target.edge.settle(frames, frame, outcome)
    if (sim.recorder.keepsSpans) sim.recorder.end(frames, frame, outcome)
  }
}
