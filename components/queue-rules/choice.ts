import type * as z from "zod"
import { type StrategyPlan, strategyField } from "../kit/strategy-choice.ts"
import { type AnyQueueRule, QueueRule } from "./contract.ts"
import * as leaves from "./index.ts"

/** Every rule for a line that stands, by kind. */
export const QUEUE_RULES: ReadonlyMap<string, AnyQueueRule> = new Map(
  Object.values(leaves).map((one) => [one.kind, one]),
)

/** `codel`, or `{ kind: adaptive-lifo, interval: 50ms }`. */
export function queueRuleChoice(): z.ZodType<StrategyPlan, unknown> {
  return strategyField("queue rule", QUEUE_RULES)
}

/** The rule of a parsed plan, for one replica. */
export function queueRuleOf({ strategy, params }: StrategyPlan): QueueRule {
  return new QueueRule(known(strategy), params)
}

/** Whether the rule of a parsed plan may say who is next. */
export function picksNext({ strategy, params }: StrategyPlan): boolean {
  return known(strategy).picksNext(params)
}

function known(strategy: string): AnyQueueRule {
  const definition = QUEUE_RULES.get(strategy)
  if (definition === undefined) throw new Error(`there is no queue rule "${strategy}"`)
  return definition
}
