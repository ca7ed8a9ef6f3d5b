import type * as z from "zod"
import type { AnyStrategy } from "../kit/balancing/strategy.ts"
import { type StrategyPlan, strategyField } from "../kit/strategy-choice.ts"
import * as strategies from "./index.ts"

/** Every balancing strategy by kind. */
export const STRATEGIES: ReadonlyMap<string, AnyStrategy> = new Map(
  Object.values(strategies).map((strategy) => [strategy.kind, strategy]),
)

/** `round-robin`, or `{ kind: power-of-choices, choices: 2 }`. */
export function strategyChoice(): z.ZodType<StrategyPlan, unknown> {
  return strategyField("balancing strategy", STRATEGIES)
}
