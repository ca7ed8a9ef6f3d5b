import type { Plain } from "../../../engine/index.ts"
import { type PolicyContext, type PolicyLeaf, restoreContext, saveContext } from "../leaf.ts"

/**
 * How many second and further tries a caller may make in all. `sent` and `settled` are told of every try, first ones
 * too; `take` comes between the `settled` of a failed try and the `sent` of the next, or is given back.
 */
export interface BudgetDefinition<P, S extends Plain> extends PolicyLeaf<P> {
  state(params: P): S
  sent(context: PolicyContext<P, S>, retry: boolean): void
  /** A try has ended: `result` as in results.ts. */
  settled(context: PolicyContext<P, S>, retry: boolean, result: number): void
  /** Whether one more try may be made; true takes it from the budget. */
  take(context: PolicyContext<P, S>): boolean
  /** A try that was taken is not made after all, because a deadline or the caller came first. */
  giveBack(context: PolicyContext<P, S>): void
}

export type AnyBudget = BudgetDefinition<unknown, Plain>

/** The registry's door: parameters and state given to a budget are what its own schema and `state` returned. */
export function defineBudget<P, S extends Plain>(definition: BudgetDefinition<P, S>): AnyBudget {
  return definition
}

/** A budget as a port uses it. */
export class Budget {
  private readonly definition: AnyBudget
  private readonly context: PolicyContext<unknown, Plain>

  constructor(definition: AnyBudget, context: PolicyContext<unknown, Plain>) {
    this.definition = definition
    this.context = context
  }

  sent(nowNs: number, retry: boolean): void {
    this.context.now = nowNs
    this.definition.sent(this.context, retry)
  }

  settled(nowNs: number, retry: boolean, result: number): void {
    this.context.now = nowNs
    this.definition.settled(this.context, retry, result)
  }

  take(nowNs: number): boolean {
    this.context.now = nowNs
    return this.definition.take(this.context)
  }

  giveBack(nowNs: number): void {
    this.context.now = nowNs
    this.definition.giveBack(this.context)
  }

  snapshot(): Plain {
    return saveContext(this.context)
  }

  restore(saved: Plain): void {
    restoreContext(this.context, saved)
  }
}
