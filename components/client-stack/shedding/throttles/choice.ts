import type * as z from "zod"
import { type StrategyPlan, strategyField } from "../../../kit/strategy-choice.ts"
import { type PolicyName, policyContext } from "../../leaf.ts"
import { type AnyThrottle, Throttle } from "./contract.ts"
import * as leaves from "./index.ts"

/** Every throttle by kind. */
export const THROTTLES: ReadonlyMap<string, AnyThrottle> = new Map(Object.values(leaves).map((one) => [one.kind, one]))

/** `accept-share`, or `{ kind: success-rate, threshold: 90% }`. */
export function throttleChoice(): z.ZodType<StrategyPlan, unknown> {
  return strategyField("throttle", THROTTLES)
}

/** The throttle of a parsed plan. */
export function throttleOf({ strategy, params }: StrategyPlan, name: PolicyName): Throttle {
  const definition = THROTTLES.get(strategy)
  if (definition === undefined) throw new Error(`there is no throttle "${strategy}"`)
  return new Throttle(definition, policyContext(params, definition.state(params), name, "throttle"))
}
