import type * as z from "zod"
import { type StrategyPlan, strategyField } from "../../kit/strategy-choice.ts"
import type { AnyPlugin } from "./contract.ts"
import * as leaves from "./index.ts"

/** Every plug-in of a gateway by kind. */
export const PLUGINS: ReadonlyMap<string, AnyPlugin> = new Map(Object.values(leaves).map((one) => [one.kind, one]))

/** `{ kind: jwt, algorithm: RS256 }` */
export function pluginChoice(): z.ZodType<StrategyPlan, unknown> {
  return strategyField("plug-in", PLUGINS)
}

export function pluginOf({ strategy }: StrategyPlan): AnyPlugin {
  const plugin = PLUGINS.get(strategy)
  if (plugin === undefined) throw new Error(`there is no plug-in "${strategy}"`)
  return plugin
}
