import type { Plain } from "../../../engine/index.ts"
import { type PolicyContext, type PolicyLeaf, restoreContext, saveContext } from "../leaf.ts"

/** What it is, and its value. */
export type Fact = readonly [what: string, value: string | number]

/** Names of the states of breakers that open: by number. */
export const STATES = ["closed", "open", "half open"] as const

/**
 * When to stop calling a callee that fails. No timers: whatever time changes is worked out at the next `admit` or
 * `settled`. Every admitted try must be settled, also one that is given up (IGNORED), since it may hold a permit.
 */
export interface BreakerDefinition<P, S extends Plain> extends PolicyLeaf<P> {
  state(params: P): S
  /** Whether a try may go out now; true takes what it needs. `retry`: it is not the call's first. */
  admit(context: PolicyContext<P, S>, retry: boolean): boolean
  /** Its state in words and numbers. What time does to it is worked out at the next try, so the state is as of the latest. */
  facts(context: PolicyContext<P, S>): readonly Fact[]
  /** An admitted try has ended: `result` as in results.ts, after `latencyNs`. */
  settled(context: PolicyContext<P, S>, retry: boolean, result: number, latencyNs: number): void
}

export type AnyBreaker = BreakerDefinition<unknown, Plain>

/** The registry's door: parameters and state given to a breaker are what its own schema and `state` returned. */
export function defineBreaker<P, S extends Plain>(definition: BreakerDefinition<P, S>): AnyBreaker {
  return definition
}

/** A breaker as a port uses it. A rejected try ends as `circuit-open`. */
export class Breaker {
  private readonly definition: AnyBreaker
  private readonly context: PolicyContext<unknown, Plain>

  constructor(definition: AnyBreaker, context: PolicyContext<unknown, Plain>) {
    this.definition = definition
    this.context = context
  }

  admit(nowNs: number, retry: boolean): boolean {
    this.context.now = nowNs
    return this.definition.admit(this.context, retry)
  }

  settled(nowNs: number, retry: boolean, result: number, latencyNs: number): void {
    this.context.now = nowNs
    this.definition.settled(this.context, retry, result, latencyNs)
  }

  /** Its title, and its state in words and numbers. */
  inside(nowNs: number): { readonly title: string; readonly facts: readonly Fact[] } {
    return { title: this.definition.title, facts: this.definition.facts({ ...this.context, now: nowNs }) }
  }

  snapshot(): Plain {
    return saveContext(this.context)
  }

  restore(saved: Plain): void {
    restoreContext(this.context, saved)
  }
}
