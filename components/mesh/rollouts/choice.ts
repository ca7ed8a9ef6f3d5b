import type * as z from "zod"
import { type StrategyPlan, strategyField } from "../../kit/strategy-choice.ts"
import type { AnyRollout } from "./contract.ts"
import * as leaves from "./index.ts"

/** Every rollout by kind. */
export const ROLLOUTS: ReadonlyMap<string, AnyRollout> = new Map(Object.values(leaves).map((one) => [one.kind, one]))

/** `{ kind: canary, steps: [{ at: 1m, share: 1% }] }`. */
export function rolloutChoice(): z.ZodType<StrategyPlan, unknown> {
  return strategyField("rollout", ROLLOUTS)
}

/** The rollout of a parsed plan. */
export function rolloutOf({ strategy }: StrategyPlan): AnyRollout {
  const rollout = ROLLOUTS.get(strategy)
  if (rollout === undefined) throw new Error(`there is no rollout "${strategy}"`)
  return rollout
}
