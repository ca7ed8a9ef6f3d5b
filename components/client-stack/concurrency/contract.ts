import type { Plain } from "../../../engine/index.ts"
import { type PolicyContext, type PolicyLeaf, restoreContext, saveContext } from "../leaf.ts"

/**
 * How many calls a caller has under way at a time: fixed (a bulkhead) or found out from their latencies (an adaptive
 * limit). Leaves say how many; who is admitted, waits or is turned away follows from that alone.
 */
export interface LimiterDefinition<P, S extends Plain> extends PolicyLeaf<P> {
  /** Which entry of the policies takes it. */
  readonly role: "bulkhead" | "limit"
  state(params: P): S
  /** Calls at a time at `now`. */
  limit(context: PolicyContext<P, S>): number
  /** Calls at a time where the line is full: at least the limit. */
  limitWhenFull(context: PolicyContext<P, S>): number
  /** Places in the line of those that wait. */
  waitingMax(params: P): number
  /** Longest wait in that line in ns; +Infinity: none. */
  waitMaxNs(params: P): number
  /** What it decides by, beyond the limit itself; none where left out. */
  readonly measures?: readonly LimitMeasure<P, S>[]
  /** A call has ended: `result` as in results.ts, `inFlight` with itself. */
  sampled(context: PolicyContext<P, S>, inFlight: number, latencyNs: number, result: number): void
}

/** A number that an adaptive limit decides by, before it is rounded: `run.metric("<caller> -> <callee>.<name>")`. */
export interface LimitMeasure<P, S extends Plain> {
  readonly name: string
  readonly title: string
  /** At the end of the latest call; NaN where that decided nothing by it. */
  of(context: PolicyContext<P, S>): number
}

export type AnyLimiter = LimiterDefinition<unknown, Plain>

/** The registry's door: parameters and state given to a limiter are what its own schema and `state` returned. */
export function defineLimiter<P, S extends Plain>(definition: LimiterDefinition<P, S>): AnyLimiter {
  return definition
}

/** What becomes of a call that asks for a place. */
export const ADMITTED = 0
/** It stands in the port's line until `startsWaiting`, `waitMaxNs` or its caller ends the wait. */
export const WAITS = 1
export const TURNED_AWAY = 2

/** The parts of a limit without memory that does not make calls wait. */
export const WITHOUT_LINE = {
  waitingMax: () => 0,
  waitMaxNs: () => Number.POSITIVE_INFINITY,
}

/**
 * A limiter as a port uses it; the port keeps the line, first come first served. After each `settled` it asks
 * `startsWaiting` until that says no.
 */
export class Limiter {
  readonly waitMaxNs: number
  /** Names and titles of what the strategy decides by. */
  readonly measures: readonly Pick<LimitMeasure<unknown, Plain>, "name" | "title">[]
  inFlight = 0
  waiting = 0
  private readonly definition: AnyLimiter
  private readonly context: PolicyContext<unknown, Plain>
  private readonly waitingMax: number
  /** Places that stay open beyond the limit as long as calls wait. */
  private opened = 0

  constructor(definition: AnyLimiter, context: PolicyContext<unknown, Plain>) {
    this.definition = definition
    this.context = context
    this.waitingMax = definition.waitingMax(context.params)
    this.waitMaxNs = definition.waitMaxNs(context.params)
    this.measures = definition.measures ?? []
  }

  limit(nowNs: number): number {
    this.context.now = nowNs
    return this.definition.limit(this.context)
  }

  /** The measure of that place among `measures`; NaN where the latest call's end decided nothing by it. */
  measured(at: number): number {
    return this.definition.measures?.[at]?.of(this.context) ?? Number.NaN
  }

  /** ADMITTED, WAITS or TURNED_AWAY; the first two count it. */
  admit(nowNs: number): number {
    if (this.inFlight < this.limit(nowNs)) {
      this.inFlight++
      return ADMITTED
    }
    if (this.waiting < this.waitingMax) {
      this.waiting++
      return WAITS
    }
    if (this.inFlight >= this.definition.limitWhenFull(this.context)) return TURNED_AWAY
    this.inFlight++
    this.opened = this.inFlight
    return ADMITTED
  }

  /** An admitted call has ended. */
  settled(nowNs: number, result: number, latencyNs: number): void {
    this.context.now = nowNs
    this.definition.sampled(this.context, this.inFlight, latencyNs, result)
    this.inFlight--
    if (this.waiting === 0) this.opened = 0
  }

  /** True where the first of those that wait is admitted now. */
  startsWaiting(nowNs: number): boolean {
    if (this.waiting === 0 || this.inFlight >= Math.max(this.opened, this.limit(nowNs))) return false
    this.waiting--
    this.inFlight++
    return true
  }

  /** One of those that wait goes away. */
  gaveUp(): void {
    this.waiting--
  }

  snapshot(): Plain {
    const { inFlight, waiting, opened } = this
    return { context: saveContext(this.context), inFlight, waiting, opened }
  }

  restore(saved: Plain): void {
    const from = Object(saved)
    restoreContext(this.context, from.context)
    this.inFlight = from.inFlight
    this.waiting = from.waiting
    this.opened = from.opened
  }
}
