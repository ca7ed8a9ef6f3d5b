import type * as z from "zod"
import { type StrategyPlan, strategyField } from "../../kit/strategy-choice.ts"
import { type PolicyName, policyContext } from "../leaf.ts"
import { type AnyLimiter, Limiter } from "./contract.ts"
import * as leaves from "./index.ts"

function withRole(role: AnyLimiter["role"]): ReadonlyMap<string, AnyLimiter> {
  const found = Object.values(leaves).filter((one) => one.role === role)
  return new Map(found.map((one) => [one.kind, one]))
}

/** Every bulkhead by kind. */
export const BULKHEADS = withRole("bulkhead")

/** Every adaptive limit by kind. */
export const LIMITS = withRole("limit")

/** `semaphore`, or `{ kind: thread-pool, core: 4 }`. */
export function bulkheadChoice(): z.ZodType<StrategyPlan, unknown> {
  return strategyField("bulkhead", BULKHEADS)
}

/** `vegas`, or `{ kind: aimd, limitMax: 100 }`. */
export function limitChoice(): z.ZodType<StrategyPlan, unknown> {
  return strategyField("adaptive limit", LIMITS)
}

/** The bulkhead or limit of a parsed plan. */
export function limiterOf({ strategy, params }: StrategyPlan, name: PolicyName): Limiter {
  const definition = BULKHEADS.get(strategy) ?? LIMITS.get(strategy)
  if (definition === undefined) throw new Error(`there is no bulkhead or adaptive limit "${strategy}"`)
  return new Limiter(definition, policyContext(params, definition.state(params), name, definition.role))
}
