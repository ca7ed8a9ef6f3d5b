import type { Plain } from "../../../../engine/index.ts"
import { type PolicyContext, type PolicyLeaf, restoreContext, saveContext } from "../../leaf.ts"

/** Turns calls away by chance at the caller, the more the fewer of the latest ones went well. One draw a call. */
export interface ThrottleDefinition<P, S extends Plain> extends PolicyLeaf<P> {
  state(params: P): S
  /** Whether a call may go out; it draws one step whatever it answers. */
  admit(context: PolicyContext<P, S>): boolean
  /** An admitted call has ended: `result` as in results.ts, by the table that `judges` names. */
  settled(context: PolicyContext<P, S>, result: number): void
  /** acceptance: an error is an answer; health: it is a failure. */
  readonly judges: "acceptance" | "health"
}

export type AnyThrottle = ThrottleDefinition<unknown, Plain>

/** The registry's door: parameters and state given to a throttle are what its own schema and `state` returned. */
export function defineThrottle<P, S extends Plain>(definition: ThrottleDefinition<P, S>): AnyThrottle {
  return definition
}

/** A throttle as a port uses it. A call that is turned away ends as `rejected`, unsent. */
export class Throttle {
  readonly judges: "acceptance" | "health"
  private readonly definition: AnyThrottle
  private readonly context: PolicyContext<unknown, Plain>

  constructor(definition: AnyThrottle, context: PolicyContext<unknown, Plain>) {
    this.definition = definition
    this.context = context
    this.judges = definition.judges
  }

  admit(nowNs: number): boolean {
    this.context.now = nowNs
    return this.definition.admit(this.context)
  }

  settled(nowNs: number, result: number): void {
    this.context.now = nowNs
    this.definition.settled(this.context, result)
  }

  snapshot(): Plain {
    return saveContext(this.context)
  }

  restore(saved: Plain): void {
    restoreContext(this.context, saved)
  }
}
