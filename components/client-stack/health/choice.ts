import type * as z from "zod"
import { type StrategyPlan, strategyField } from "../../kit/strategy-choice.ts"
import type { CheckParams, HealthCheckDefinition } from "./contract.ts"
import * as leaves from "./index.ts"

/** Every health check by kind. */
export const HEALTH_CHECKS: ReadonlyMap<string, HealthCheckDefinition> = new Map(
  Object.values(leaves).map((one) => [one.kind, one]),
)

/** `http-check`, or `{ kind: connect-check, interval: 10s }`. */
export function healthChoice(): z.ZodType<StrategyPlan, unknown> {
  return strategyField("health check", HEALTH_CHECKS)
}

/** A check ready to be carried out. */
export interface HealthCheck {
  readonly operation: string
  readonly params: CheckParams
}

/** The check of a parsed plan. The registry's door: the parameters are what the check's own schema returned. */
export function healthCheckOf({ strategy, params }: StrategyPlan): HealthCheck {
  const definition = HEALTH_CHECKS.get(strategy)
  if (definition === undefined) throw new Error(`there is no health check "${strategy}"`)
  return { operation: definition.operation, params: params as CheckParams }
}
