import type * as z from "zod"
import { type StrategyPlan, strategyField } from "../../kit/strategy-choice.ts"
import { type PolicyName, policyContext } from "../leaf.ts"
import { type AnyOutlier, OutlierDetector } from "./contract.ts"
import * as leaves from "./index.ts"

/** Every detector of outliers by kind. */
export const OUTLIERS: ReadonlyMap<string, AnyOutlier> = new Map(Object.values(leaves).map((one) => [one.kind, one]))

/** `outlier-detection`, or `{ kind: max-fails, failures: 3 }`. */
export function outlierChoice(): z.ZodType<StrategyPlan, unknown> {
  return strategyField("detector of outliers", OUTLIERS)
}

/** The detector of a parsed plan, for so many backends. */
export function outliersOf({ strategy, params }: StrategyPlan, name: PolicyName, backends: number): OutlierDetector {
  const definition = OUTLIERS.get(strategy)
  if (definition === undefined) throw new Error(`there is no detector of outliers "${strategy}"`)
  const context = policyContext(params, definition.state(params, backends), name, "outliers")
  return new OutlierDetector(definition, context, backends)
}
