import { compileDistribution, type DistributionSpec } from "../../../engine/index.ts"
import type { DistributionPlan } from "../distribution/plan.ts"
import type { StepPlan } from "./schema.ts"

/** Mean time in ns that one request occupies a slot by its own work and waits; calls it makes are left out. */
export function meanHoldNs(steps: readonly StepPlan[]): number {
  return steps.reduce((sum, step) => sum + meanOf(step), 0)
}

function meanOf(step: StepPlan): number {
  if ("work" in step) return planMean(step.work)
  if ("wait" in step) return planMean(step.wait)
  if ("sequence" in step) return meanHoldNs(step.sequence)
  if ("parallel" in step) return Math.max(0, ...step.parallel.map(meanOf))
  if ("choose" in step) {
    const total = step.choose.reduce((sum, option) => sum + option.weight, 0)
    return step.choose.reduce((sum, option) => sum + (option.weight / total) * meanHoldNs(option.steps), 0)
  }
  if ("repeat" in step) {
    const rounds = step.repeat.again === undefined ? (step.repeat.times ?? 1) : 1 / (1 - step.repeat.again)
    return rounds * meanHoldNs(step.repeat.steps)
  }
  return 0
}

/** Samples in a file are not read for this: such a distribution counts as 0. */
function planMean(plan: DistributionPlan): number {
  if ("file" in plan) return 0
  if (plan.kind === "mixture") {
    const total = plan.components.reduce((sum, part) => sum + part.weight, 0)
    return plan.components.reduce((sum, part) => sum + (part.weight / total) * planMean(part.distribution), 0)
  }
  return compileDistribution(plan as DistributionSpec).mean
}
