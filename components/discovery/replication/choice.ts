import type * as z from "zod"
import { type StrategyPlan, strategyField } from "../../kit/strategy-choice.ts"
import type { AnyReplication } from "./contract.ts"
import * as leaves from "./index.ts"

/** Every way for servers to know the same, by kind. */
export const REPLICATIONS: ReadonlyMap<string, AnyReplication> = new Map(
  Object.values(leaves).map((one) => [one.kind, one]),
)

/** `peers`, or `{ kind: raft, preset: consul }`. */
export function replicationChoice(): z.ZodType<StrategyPlan, unknown> {
  return strategyField("replication", REPLICATIONS)
}

export function replicationOf({ strategy }: StrategyPlan): AnyReplication {
  const definition = REPLICATIONS.get(strategy)
  if (definition === undefined) throw new Error(`there is no replication "${strategy}"`)
  return definition
}
