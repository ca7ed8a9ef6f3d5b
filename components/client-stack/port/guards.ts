import type { Plain } from "../../../engine/index.ts"
import type { MetricBag } from "../../kit/contract.ts"
import { breakerOf } from "../breakers/choice.ts"
import type { Breaker } from "../breakers/contract.ts"
import { budgetOf } from "../budgets/choice.ts"
import type { Budget } from "../budgets/contract.ts"
import { limiterOf } from "../concurrency/choice.ts"
import type { Limiter } from "../concurrency/contract.ts"
import { MeasuredLimit } from "../concurrency/measured-limit.ts"
import { hedgeOf } from "../hedges/choice.ts"
import type { Hedge } from "../hedges/contract.ts"
import type { PolicyName } from "../leaf.ts"
import { outliersOf } from "../outliers/choice.ts"
import type { OutlierDetector } from "../outliers/contract.ts"
import type { PolicyPlan } from "../policy.ts"
import { resilienceFields } from "../resilience.ts"
import { throttleOf } from "../shedding/throttles/choice.ts"
import type { Throttle } from "../shedding/throttles/contract.ts"

/** What stands between one caller and one component it calls; null where its policy has none. */
export interface Guards {
  readonly throttle: Throttle | null
  readonly breaker: Breaker | null
  readonly limit: MeasuredLimit | null
  readonly bulkhead: Limiter | null
  readonly outliers: OutlierDetector | null
  readonly budget: Budget | null
  readonly hedge: Hedge | null
}

const NAMES = ["throttle", "breaker", "limit", "bulkhead", "outliers", "budget", "hedge"] as const

/** Whether a policy has any of them. */
export function isGuarded(policy: PolicyPlan): boolean {
  return Object.keys(resilienceFields).some((name) => Reflect.get(policy, name) !== undefined)
}

/** The guards of a policy, for a caller of so many backends. What is measured of them goes to `measures`. */
export function guardsOf(policy: PolicyPlan, name: PolicyName, backends: number, measures: MetricBag): Guards {
  const { throttle, breaker, limit, bulkhead, outliers, budget, hedge } = policy
  return {
    throttle: throttle === undefined ? null : throttleOf(throttle, name),
    breaker: breaker === undefined ? null : breakerOf(breaker, name),
    limit: limit === undefined ? null : new MeasuredLimit(limiterOf(limit, name), measures),
    bulkhead: bulkhead === undefined ? null : limiterOf(bulkhead, name),
    outliers: outliers === undefined ? null : outliersOf(outliers, name, backends),
    budget: budget === undefined ? null : budgetOf(budget, name),
    hedge: hedge === undefined ? null : hedgeOf(hedge, name),
  }
}

/** The state of all that there are, by name. */
export function saveGuards(guards: Guards): Plain {
  return Object.fromEntries(NAMES.map((name) => [name, guards[name]?.snapshot() ?? null]))
}

/** Puts back what `saveGuards` gave. */
export function restoreGuards(guards: Guards, saved: Plain): void {
  const from = Object(saved)
  for (const name of NAMES) guards[name]?.restore(from[name])
}
