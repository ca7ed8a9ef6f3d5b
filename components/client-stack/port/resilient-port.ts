import {
  AMOUNT,
  ATTEMPT,
  BACKOFF,
  CALLEE_DONE,
  CANCELLED,
  carryAnswer,
  DEADLINE,
  DEADLINE_AT,
  FOUND,
  type Frame,
  IN_FLIGHT,
  type KeyedStream,
  KIND_PORT_TIMER,
  type Link,
  LOGICAL,
  LOOP,
  mix32,
  NO_FRAME,
  NO_TIMER,
  NOTE,
  OK,
  OUTCOME,
  outcomeNumber,
  PARENT,
  type Plain,
  PORT,
  PORT_NOTE,
  PORT_TIMER,
  type Port,
  REJECTED,
  ROOT,
  type Simulation,
  TAG,
  TIME_MAX_NS,
  VISIT,
} from "../../../engine/index.ts"
import { backoffNs } from "../backoff.ts"
import type { PolicyPlan, RetryPlan } from "../policy.ts"
import { ACCEPTANCE_RESULTS, FAILED, HEALTH_RESULTS, IGNORED } from "../results.ts"
import type { PortTarget } from "../target.ts"
import { ATTEMPT_SPREAD, Attempts } from "./attempts.ts"
import { type Guards, restoreGuards, saveGuards } from "./guards.ts"

/** In the note of a call that the throttle turned away: it is not tried again. */
const TURNED_AWAY = -1

/** What a port keeps to, and the draws of its back-offs. */
export interface PortRules {
  readonly policy: PolicyPlan
  readonly guards: Guards
  readonly backoffs: KeyedStream
}

/**
 * A port for policies that go beyond time limits. The logical call has one attempt frame a try below it, each with a
 * span, several at a time where it hedges. (A policy of time limits makes a DirectPort.)
 *
 * Of a logical frame the port keeps its latest try in ATTEMPT, the retries before the present round of hedged tries in
 * NOTE, the round's first try in LOOP, the latest open try in PORT_NOTE (each has the one before it in TAG), and in
 * PORT_TIMER the wait for the next try: a hedge where one is open, a back-off where none is.
 */
export class ResilientPort implements Port {
  readonly link: Link
  private readonly sim: Simulation
  private readonly self: number
  private readonly number: number
  private readonly target: PortTarget
  private readonly guards: Guards
  private readonly attempts: Attempts
  private readonly retry: RetryPlan | undefined
  private readonly retryable: ReadonlySet<number>
  private readonly deadlineNs: number
  private readonly backoffs: KeyedStream

  constructor(sim: Simulation, self: number, target: PortTarget, { policy, guards, backoffs }: PortRules) {
    this.sim = sim
    this.self = self
    this.number = sim.enter(this)
    this.target = target
    this.link = target.link
    this.guards = guards
    this.attempts = new Attempts({ sim, self, port: this.number }, target, guards, policy)
    this.retry = policy.retry
    this.retryable = new Set(policy.retry?.on.map(outcomeNumber))
    this.deadlineNs = policy.deadline ?? Number.POSITIVE_INFINITY
    this.backoffs = backoffs
  }

  open(operation: number, parent: Frame, step: number): Frame {
    const { frames } = this.sim
    const frame = frames.open(parent, this.self, operation)
    frames.setInt(frame, PORT, this.number)
    if (step !== 0) frames.setInt(frame, VISIT, mix32(frames.int(frame, VISIT) ^ step))
    return frame
  }

  send(frame: Frame): void {
    const { sim, guards, target } = this
    const { frames, nowNs } = sim
    const limit = nowNs + this.deadlineNs
    if (limit < frames.double(frame, DEADLINE_AT)) frames.setDouble(frame, DEADLINE_AT, limit)
    frames.raise(frame, LOGICAL | CALLEE_DONE)
    // The wait before the latest try.
    frames.setDouble(frame, AMOUNT, 0)
    frames.setInt(frame, PORT_NOTE, NO_FRAME)
    if (sim.recorder.keepsSpans) sim.recorder.begin(frames, frame, target.backends.actorOf(0))
    if (guards.throttle === null || guards.throttle.admit(nowNs)) this.tryNumber(frame, 0)
    else {
      frames.setInt(frame, NOTE, TURNED_AWAY)
      this.attempts.refuse(this.openTry(frame, 0), REJECTED)
    }
  }

  onAnswer(attempt: Frame): void {
    const outcome = this.sim.frames.outcome(attempt)
    this.attempts.leave(attempt, outcome, true)
    this.conclude(attempt, outcome)
  }

  onTimer(frame: Frame): void {
    const { frames } = this.sim
    if (!frames.has(frame, LOGICAL)) {
      const outcome = this.attempts.onTimer(frame)
      if (outcome === IN_FLIGHT) return
      this.attempts.leave(frame, outcome, false)
      this.conclude(frame, outcome)
      return
    }
    frames.setInt(frame, PORT_TIMER, NO_TIMER)
    const next = frames.int(frame, ATTEMPT) + 1
    if (frames.int(frame, PORT_NOTE) !== NO_FRAME) this.hedge(frame)
    else {
      frames.setInt(frame, LOOP, next)
      this.tryNumber(frame, next)
    }
  }

  abandon(logical: Frame): void {
    const { sim, guards } = this
    const { frames, nowNs } = sim
    if (frames.int(logical, PORT_NOTE) === NO_FRAME && frames.int(logical, PORT_TIMER) !== NO_TIMER) {
      // What is left of the wait for the next try.
      frames.addDouble(logical, BACKOFF, -sim.remainingNs(frames.int(logical, PORT_TIMER)))
      guards.budget?.giveBack(nowNs)
    }
    this.close(logical, CANCELLED)
    sim.letGo(logical)
  }

  snapshot(): Plain {
    return { attempts: this.attempts.snapshot(), guards: saveGuards(this.guards) }
  }

  restore(saved: Plain): void {
    const from = Object(saved)
    this.attempts.restore(from.attempts)
    restoreGuards(this.guards, from.guards)
  }

  private openTry(logical: Frame, number: number): Frame {
    const { frames } = this.sim
    const attempt = this.attempts.open(logical, number)
    frames.setInt(logical, ATTEMPT, number)
    frames.setInt(attempt, PORT_NOTE, 0)
    frames.setInt(attempt, TAG, frames.int(logical, PORT_NOTE))
    frames.setInt(logical, PORT_NOTE, attempt)
    return attempt
  }

  private tryNumber(logical: Frame, number: number): void {
    const { sim, guards } = this
    if (!this.attempts.begin(this.openTry(logical, number)) || guards.hedge === null) return
    if (number === sim.frames.int(logical, LOOP)) guards.hedge.sent(sim.nowNs)
    this.awaitHedge(logical, guards.hedge.nextHedgeAfterNs(sim.nowNs))
  }

  private awaitHedge(logical: Frame, waitNs: number): void {
    const { sim } = this
    this.stopTimer(logical)
    if (waitNs === Number.POSITIVE_INFINITY || !this.hasHedgeLeft(logical)) return
    sim.frames.setInt(logical, PORT_TIMER, sim.after(waitNs, this.self, KIND_PORT_TIMER, logical))
  }

  private hasHedgeLeft(logical: Frame): boolean {
    const { frames } = this.sim
    const made = frames.int(logical, ATTEMPT) - frames.int(logical, LOOP) + 1
    return this.guards.hedge !== null && made < this.guards.hedge.triesMax
  }

  /** Sends one more try of the present round if it may; true where it did. */
  private hedge(logical: Frame): boolean {
    const { sim } = this
    const { hedge, budget } = this.guards
    const { frames, nowNs } = sim
    if (hedge === null || !this.hasHedgeLeft(logical) || nowNs >= frames.double(logical, DEADLINE_AT)) return false
    if (budget !== null && !budget.take(nowNs)) return false
    if (!hedge.take(nowNs)) {
      budget?.giveBack(nowNs)
      return false
    }
    this.tryNumber(logical, frames.int(logical, ATTEMPT) + 1)
    return true
  }

  /** A try has ended for its caller: the logical call ends too, or goes on with others. */
  private conclude(attempt: Frame, outcome: number): void {
    const { frames } = this.sim
    const logical = frames.int(attempt, PARENT)
    if (frames.has(attempt, FOUND)) frames.raise(logical, FOUND)
    if (outcome === OK) carryAnswer(frames, attempt, logical)
    this.unlink(logical, attempt)
    this.attempts.retire(attempt)
    frames.setInt(logical, OUTCOME, outcome)
    const retries = frames.int(logical, NOTE)
    if (outcome === OK || retries === TURNED_AWAY) {
      this.settle(logical)
      return
    }
    if (this.guards.hedge?.sendsOnFailure === true && HEALTH_RESULTS[outcome] === FAILED && this.hedge(logical)) return
    if (frames.int(logical, PORT_NOTE) !== NO_FRAME) return
    this.stopTimer(logical)
    const triesMax = this.retry?.attemptsMax ?? 1
    if (retries + 1 < triesMax && this.retryable.has(outcome) && this.mayRetry()) this.backOff(logical, retries + 1)
    else this.settle(logical)
  }

  private mayRetry(): boolean {
    const { budget } = this.guards
    return budget === null || budget.take(this.sim.nowNs)
  }

  private backOff(logical: Frame, retries: number): void {
    const { sim, backoffs, retry } = this
    const { frames, nowNs } = sim
    if (retry === undefined) return
    const tries = frames.int(logical, ATTEMPT) + 1
    backoffs.at(frames.int(logical, ROOT), mix32(frames.int(logical, VISIT) ^ Math.imul(tries, ATTEMPT_SPREAD)))
    const plan = { ...retry.backoff, jitter: retry.jitter }
    const waitNs = Math.min(backoffNs(plan, retries, frames.double(logical, AMOUNT), backoffs), TIME_MAX_NS - nowNs)
    if (nowNs + waitNs >= frames.double(logical, DEADLINE_AT)) {
      this.guards.budget?.giveBack(nowNs)
      frames.setInt(logical, OUTCOME, DEADLINE)
      this.settle(logical)
      return
    }
    frames.setInt(logical, NOTE, retries)
    frames.setDouble(logical, AMOUNT, waitNs)
    frames.addDouble(logical, BACKOFF, waitNs)
    frames.setInt(logical, PORT_TIMER, sim.after(waitNs, this.self, KIND_PORT_TIMER, logical))
  }

  /** Tells the caller how the logical call ended. */
  private settle(logical: Frame): void {
    const { sim } = this
    this.close(logical, sim.frames.outcome(logical))
    sim.actors[this.self]?.onReply(logical)
    sim.letGo(logical)
  }

  /** The logical call has ended: tries that are still open lose the race. */
  private close(logical: Frame, outcome: number): void {
    const { sim, guards } = this
    const { frames, nowNs } = sim
    this.stopTimer(logical)
    for (let attempt = frames.int(logical, PORT_NOTE); attempt !== NO_FRAME; ) {
      const before = frames.int(attempt, TAG)
      this.attempts.leave(attempt, CANCELLED, false)
      this.attempts.retire(attempt)
      attempt = before
    }
    frames.setInt(logical, PORT_NOTE, NO_FRAME)
    if (guards.throttle !== null && frames.int(logical, NOTE) !== TURNED_AWAY) {
      const results = guards.throttle.judges === "health" ? HEALTH_RESULTS : ACCEPTANCE_RESULTS
      guards.throttle.settled(nowNs, results[outcome] ?? IGNORED)
    }
    if (sim.recorder.keepsSpans) sim.recorder.end(frames, logical, outcome)
  }

  /** Takes a try out of those that are open. */
  private unlink(logical: Frame, attempt: Frame): void {
    const { frames } = this.sim
    const before = frames.int(attempt, TAG)
    let after = frames.int(logical, PORT_NOTE)
    if (after === attempt) {
      frames.setInt(logical, PORT_NOTE, before)
      return
    }
    while (frames.int(after, TAG) !== attempt) after = frames.int(after, TAG)
    frames.setInt(after, TAG, before)
  }

  private stopTimer(logical: Frame): void {
    const { frames } = this.sim
    const timer = frames.int(logical, PORT_TIMER)
    if (timer === NO_TIMER) return
    this.sim.cancel(timer)
    frames.setInt(logical, PORT_TIMER, NO_TIMER)
  }
}
