import type * as z from "zod"
import { type StrategyPlan, strategyField } from "../../kit/strategy-choice.ts"
import type { AnyRouting } from "./contract.ts"
import * as leaves from "./index.ts"

/** Every way of finding a route, by kind. */
export const ROUTINGS: ReadonlyMap<string, AnyRouting> = new Map(Object.values(leaves).map((one) => [one.kind, one]))

/** `nginx` */
export function routingChoice(): z.ZodType<StrategyPlan, unknown> {
  return strategyField("routing rule", ROUTINGS)
}

export function routingOf({ strategy }: StrategyPlan): AnyRouting {
  const routing = ROUTINGS.get(strategy)
  if (routing === undefined) throw new Error(`there is no routing rule "${strategy}"`)
  return routing
}
