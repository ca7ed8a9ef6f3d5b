import type * as z from "zod"
import type { AnyStrategy } from "../kit/balancing/strategy.ts"
import type { Mistake } from "../kit/mistake.ts"
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

/** What is wrong with a slow start before a strategy: weights that rise mean nothing to most. */
export function slowStartMistake({ strategy, params }: StrategyPlan): Mistake | undefined {
  if (STRATEGIES.get(strategy)?.followsWeights?.(params) === true) return undefined
  const followers = [...STRATEGIES.values()].filter(({ followsWeights }) => followsWeights !== undefined)
  const names = followers.map(({ kind }) => kind).join(", ")
  const message = `slowStart makes weights rise, and ${strategy} does not go by weights as they change; these can: ${names}`
  return { code: "E-parameter-conflict", message }
}
