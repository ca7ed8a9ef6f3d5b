import type * as z from "zod"
import { type StrategyPlan, strategyField } from "../kit/strategy-choice.ts"
import * as strategies from "./eviction/index.ts"
import type { AnyEviction } from "./eviction-strategy.ts"

/** Every eviction strategy by kind. */
export const EVICTIONS: ReadonlyMap<string, AnyEviction> = new Map(
  Object.values(strategies).map((strategy) => [strategy.kind, strategy]),
)

/** `lru`. */
export function evictionChoice(): z.ZodType<StrategyPlan, unknown> {
  return strategyField("eviction strategy", EVICTIONS)
}

/** The strategy of a parsed plan. */
export function evictionOf(plan: StrategyPlan): AnyEviction {
  const strategy = EVICTIONS.get(plan.strategy)
  if (strategy === undefined) throw new Error(`there is no eviction strategy "${plan.strategy}"`)
  return strategy
}
