import type { Plain } from "../../../../engine/index.ts"
import { type PolicyContext, type PolicyLeaf, restoreContext, saveContext } from "../../leaf.ts"

/** How long those in a line may wait, and who leaves it first. */
export interface QueueRuleDefinition<P, S extends Plain> extends PolicyLeaf<P> {
  state(params: P): S
  /** One more joins `waiting` others. Its longest wait in ns; +Infinity: none. */
  joined(context: PolicyContext<P, S>, waiting: number): number
  /** Whether the newest of `waiting` leaves next, instead of the oldest. */
  newestFirst(context: PolicyContext<P, S>, waiting: number): boolean
  /** One has left, served or not; `waiting` others stay. */
  left(context: PolicyContext<P, S>, waiting: number): void
}

export type AnyQueueRule = QueueRuleDefinition<unknown, Plain>

/** The registry's door: parameters and state given to a rule are what its own schema and `state` returned. */
export function defineQueueRule<P, S extends Plain>(definition: QueueRuleDefinition<P, S>): AnyQueueRule {
  return definition
}

/** What both rules know of a line. */
export type Standing = {
  /** When the line was empty last. */
  emptyNs: number
}

/** Notes an empty line; to be told of each that joins and leaves. */
export function noteEmpty(state: Standing, nowNs: number, waiting: number): void {
  if (waiting === 0) state.emptyNs = nowNs
}

/** A rule as the owner of a line uses it. */
export class QueueRule {
  private readonly definition: AnyQueueRule
  private readonly context: PolicyContext<unknown, Plain>

  constructor(definition: AnyQueueRule, context: PolicyContext<unknown, Plain>) {
    this.definition = definition
    this.context = context
  }

  joined(nowNs: number, waiting: number): number {
    this.context.now = nowNs
    return this.definition.joined(this.context, waiting)
  }

  newestFirst(nowNs: number, waiting: number): boolean {
    this.context.now = nowNs
    return this.definition.newestFirst(this.context, waiting)
  }

  left(nowNs: number, waiting: number): void {
    this.context.now = nowNs
    this.definition.left(this.context, waiting)
  }

  snapshot(): Plain {
    return saveContext(this.context)
  }

  restore(saved: Plain): void {
    restoreContext(this.context, saved)
  }
}
