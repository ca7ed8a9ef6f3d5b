import type * as z from "zod"
import { type StrategyPlan, strategyField } from "../../kit/strategy-choice.ts"
import type { AnyReads } from "./contract.ts"
import * as leaves from "./index.ts"

/** Every way for callers to know who there is, by kind. */
export const READS: ReadonlyMap<string, AnyReads> = new Map(Object.values(leaves).map((one) => [one.kind, one]))

/** `watch`, or `{ kind: poll, interval: 5s }`. */
export function readsChoice(): z.ZodType<StrategyPlan, unknown> {
  return strategyField("way to read a registry", READS)
}

export function readsOf({ strategy }: StrategyPlan): AnyReads {
  const definition = READS.get(strategy)
  if (definition === undefined) throw new Error(`there is no way to read a registry "${strategy}"`)
  return definition
}
