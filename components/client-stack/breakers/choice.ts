import type * as z from "zod"
import { type StrategyPlan, strategyField } from "../../kit/strategy-choice.ts"
import { type PolicyName, policyContext } from "../leaf.ts"
import { type AnyBreaker, Breaker } from "./contract.ts"
import * as leaves from "./index.ts"

/** Every circuit breaker by kind. */
export const BREAKERS: ReadonlyMap<string, AnyBreaker> = new Map(Object.values(leaves).map((one) => [one.kind, one]))

/** `sliding-window`, or `{ kind: rolling-buckets, sleep: 10s }`. */
export function breakerChoice(): z.ZodType<StrategyPlan, unknown> {
  return strategyField("circuit breaker", BREAKERS)
}

/** The breaker of a parsed plan. */
export function breakerOf({ strategy, params }: StrategyPlan, name: PolicyName): Breaker {
  const definition = BREAKERS.get(strategy)
  if (definition === undefined) throw new Error(`there is no circuit breaker "${strategy}"`)
  return new Breaker(definition, policyContext(params, definition.state(params), name, "breaker"))
}
