import type { Plain } from "../../../engine/index.ts"
import { type PolicyContext, type PolicyLeaf, restoreContext, saveContext } from "../leaf.ts"

/**
 * When to send a call again while its answer is still awaited; the first answer wins. The wait is asked for after each
 * try that is sent; when it is over, `take` says whether the next may go out.
 */
export interface HedgeDefinition<P, S extends Plain> extends PolicyLeaf<P> {
  /** A failed try sends the next at once. */
  readonly sendsOnFailure: boolean
  /** Tries of a call in all, the first included. */
  triesMax(params: P): number
  state(params: P): S
  /** A call's first try goes out. */
  sent(context: PolicyContext<P, S>): void
  /** Wait in ns from the latest try of a call until the next; +Infinity: none. */
  nextHedgeAfterNs(context: PolicyContext<P, S>): number
  /** Whether a further try may be made; true takes it from what there is for them. */
  take(context: PolicyContext<P, S>): boolean
  /** A try has ended, also one that lost the race, `latencyNs` after it was sent. */
  settled(context: PolicyContext<P, S>, result: number, latencyNs: number): void
}

export type AnyHedge = HedgeDefinition<unknown, Plain>

/** The registry's door: parameters and state given to a hedge are what its own schema and `state` returned. */
export function defineHedge<P, S extends Plain>(definition: HedgeDefinition<P, S>): AnyHedge {
  return definition
}

/** A hedge as a port uses it. */
export class Hedge {
  readonly sendsOnFailure: boolean
  readonly triesMax: number
  private readonly definition: AnyHedge
  private readonly context: PolicyContext<unknown, Plain>

  constructor(definition: AnyHedge, context: PolicyContext<unknown, Plain>) {
    this.definition = definition
    this.context = context
    this.sendsOnFailure = definition.sendsOnFailure
    this.triesMax = definition.triesMax(context.params)
  }

  sent(nowNs: number): void {
    this.context.now = nowNs
    this.definition.sent(this.context)
  }

  nextHedgeAfterNs(nowNs: number): number {
    this.context.now = nowNs
    return this.definition.nextHedgeAfterNs(this.context)
  }

  take(nowNs: number): boolean {
    this.context.now = nowNs
    return this.definition.take(this.context)
  }

  settled(nowNs: number, result: number, latencyNs: number): void {
    this.context.now = nowNs
    this.definition.settled(this.context, result, latencyNs)
  }

  snapshot(): Plain {
    return saveContext(this.context)
  }

  restore(saved: Plain): void {
    restoreContext(this.context, saved)
  }
}
