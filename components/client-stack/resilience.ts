import { breakerChoice } from "./breakers/choice.ts"
import { budgetChoice } from "./budgets/choice.ts"
import { bulkheadChoice, limitChoice } from "./concurrency/choice.ts"
import { hedgeChoice } from "./hedges/choice.ts"
import { outlierChoice } from "./outliers/choice.ts"
import { throttleChoice } from "./shedding/throttles/choice.ts"

/** The entries of a policy that hold a leaf each, for `policySchema` to spread: all are absent by default. */
export const resilienceFields = {
  breaker: breakerChoice().optional().describe("Stops calling a callee that fails"),
  outliers: outlierChoice().optional().describe("Leaves single replicas alone that fail"),
  budget: budgetChoice().optional().describe("How many further tries there may be in all"),
  hedge: hedgeChoice().optional().describe("Sends a call again while its answer is awaited"),
  bulkhead: bulkheadChoice().optional().describe("A fixed number of calls at a time"),
  limit: limitChoice().optional().describe("A number of calls at a time that is found out from their latencies"),
  throttle: throttleChoice().optional().describe("Turns calls away by chance when few succeed"),
}
