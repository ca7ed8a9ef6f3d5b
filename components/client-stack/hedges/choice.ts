import type * as z from "zod"
import { type StrategyPlan, strategyField } from "../../kit/strategy-choice.ts"
import { type PolicyName, policyContext } from "../leaf.ts"
import { type AnyHedge, Hedge } from "./contract.ts"
import * as leaves from "./index.ts"

/** Every hedge by kind. */
export const HEDGES: ReadonlyMap<string, AnyHedge> = new Map(Object.values(leaves).map((one) => [one.kind, one]))

/** `percentile`, or `{ kind: fixed-delay, delay: 20ms }`. */
export function hedgeChoice(): z.ZodType<StrategyPlan, unknown> {
  return strategyField("hedge", HEDGES)
}

/** The hedge of a parsed plan. */
export function hedgeOf({ strategy, params }: StrategyPlan, name: PolicyName): Hedge {
  const definition = HEDGES.get(strategy)
  if (definition === undefined) throw new Error(`there is no hedge "${strategy}"`)
  return new Hedge(definition, policyContext(params, definition.state(params), name, "hedge"))
}
