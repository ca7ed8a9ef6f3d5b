import type { DistributionPlan } from "./distribution/plan.ts"
import type { ServerParams } from "./server-params.ts"
import type { StepPlan } from "./steps/plan.ts"

/** A replica that is a queue as the books have it: each request waits in turn for one of `slots` and holds it for a time of its own. */
export interface SimpleService {
  readonly slots: number
  readonly work: DistributionPlan
}

/** What a server with these operations is in the books' terms; undefined where it does more than they say. */
export function simpleServiceOf(
  slots: number | "unlimited",
  operations: Readonly<Record<string, readonly StepPlan[]>>,
  { queue, cpu, coldStart, speeds }: ServerParams,
): SimpleService | undefined {
  const [steps = [], ...others] = Object.values(operations)
  const [step, ...more] = steps
  if (others.length > 0 || more.length > 0 || step === undefined || !("work" in step)) return undefined
  const { order, lengthMax, patience, rule } = queue
  const isPlain = order === "fifo" && lengthMax === "unlimited" && patience === undefined && rule === undefined
  const isSteady = cpu === undefined && coldStart === undefined && speeds === undefined
  return slots === "unlimited" || !isPlain || !isSteady ? undefined : { slots, work: step.work }
}
