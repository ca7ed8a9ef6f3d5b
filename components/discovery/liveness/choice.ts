import type * as z from "zod"
import { type StrategyPlan, strategyField } from "../../kit/strategy-choice.ts"
import type { AnyLiveness } from "./contract.ts"
import * as leaves from "./index.ts"

/** Every way to learn that a replica is gone, by kind. */
export const LIVENESS: ReadonlyMap<string, AnyLiveness> = new Map(Object.values(leaves).map((one) => [one.kind, one]))

/** `check`, or `{ kind: lease, ttl: 10s }`. */
export function livenessChoice(): z.ZodType<StrategyPlan, unknown> {
  return strategyField("way to keep entries alive", LIVENESS)
}

export function livenessOf({ strategy }: StrategyPlan): AnyLiveness {
  const definition = LIVENESS.get(strategy)
  if (definition === undefined) throw new Error(`there is no way to keep entries alive "${strategy}"`)
  return definition
}
