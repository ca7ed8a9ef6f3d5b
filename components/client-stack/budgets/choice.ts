import type * as z from "zod"
import { type StrategyPlan, strategyField } from "../../kit/strategy-choice.ts"
import { type PolicyName, policyContext } from "../leaf.ts"
import { type AnyBudget, Budget } from "./contract.ts"
import * as leaves from "./index.ts"

/** Every retry budget by kind. */
export const BUDGETS: ReadonlyMap<string, AnyBudget> = new Map(Object.values(leaves).map((one) => [one.kind, one]))

/** `token-throttle`, or `{ kind: leaky-bucket, share: 10% }`. */
export function budgetChoice(): z.ZodType<StrategyPlan, unknown> {
  return strategyField("retry budget", BUDGETS)
}

/** The budget of a parsed plan. */
export function budgetOf({ strategy, params }: StrategyPlan, name: PolicyName): Budget {
  const definition = BUDGETS.get(strategy)
  if (definition === undefined) throw new Error(`there is no retry budget "${strategy}"`)
  return new Budget(definition, policyContext(params, definition.state(params), name, "budget"))
}
