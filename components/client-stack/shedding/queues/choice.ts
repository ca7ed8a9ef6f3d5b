import type * as z from "zod"
import { type StrategyPlan, strategyField } from "../../../kit/strategy-choice.ts"
import { type PolicyName, policyContext } from "../../leaf.ts"
import { type AnyQueueRule, QueueRule } from "./contract.ts"
import * as leaves from "./index.ts"

/** Every rule for a line by kind. */
export const QUEUE_RULES: ReadonlyMap<string, AnyQueueRule> = new Map(
  Object.values(leaves).map((one) => [one.kind, one]),
)

/** `controlled-delay`, or `{ kind: adaptive-lifo, interval: 50ms }`. */
export function queueRuleChoice(): z.ZodType<StrategyPlan, unknown> {
  return strategyField("rule for a line", QUEUE_RULES)
}

/** The rule of a parsed plan. */
export function queueRuleOf({ strategy, params }: StrategyPlan, name: PolicyName): QueueRule {
  const definition = QUEUE_RULES.get(strategy)
  if (definition === undefined) throw new Error(`there is no rule for a line "${strategy}"`)
  return new QueueRule(definition, policyContext(params, definition.state(params), name, "queue-rule"))
}
