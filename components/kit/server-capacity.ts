import type { Capacity } from "./contract.ts"
import type { ServerParams } from "./server-params.ts"
import { meanHoldNs, meanProcessorNs } from "./steps/mean-work.ts"
import type { StepPlan } from "./steps/schema.ts"

export interface ServerLimits extends Pick<ServerParams, "cpu" | "speeds"> {
  /** What a request holds while it is here: slots, connections. */
  readonly noun: string
  readonly count: number | "unlimited"
}

/** What limits one replica of a server: its slots and, where it has a processor, its cores. */
export function serverCapacity(
  { noun, count, cpu, speeds = [] }: ServerLimits,
  stepsOf: (operation: string) => readonly StepPlan[],
): readonly Capacity[] {
  // Replicas that are not listed have speed 1.
  const speed = Math.max(1, ...speeds)
  const slots: Capacity = {
    noun,
    count: count === "unlimited" ? Number.POSITIVE_INFINITY : count,
    holdNs: (operation) => meanHoldNs(stepsOf(operation), speed),
  }
  if (cpu === undefined) return [slots]
  const holdNs = (operation: string) => meanProcessorNs(stepsOf(operation), speed)
  return [slots, { noun: "cores", count: cpu.cores, holdNs }]
}
