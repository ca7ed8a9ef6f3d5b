import { compileDistribution, type DistributionSpec } from "../../../engine/index.ts"
import type { DistributionPlan } from "../distribution/plan.ts"
import { chances, goesOn, meanRounds } from "./chance.ts"
import type { StepPlan } from "./schema.ts"

/** What is summed up: time in the slot, or time on the processor, which branches at once need one after another. */
interface Measure {
  readonly speed: number
  readonly waits: boolean
  /** Of the branches of a parallel step, with the number of copies. */
  readonly together: (branches: readonly number[], copies: number) => number
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/**
 * Mean time in ns for which one request occupies a slot by its own work and waits. A lower bound: calls it makes and
 * what a cache's misses cost are left out, and of branches at once the longest mean counts.
 */
export function meanHoldNs(steps: readonly StepPlan[], speed = 1): number {
  return meanOfList(steps, { speed, waits: true, together: (branches) => Math.max(0, ...branches) })
}

/** Mean time in ns for which one request needs a core. */
export function meanProcessorNs(steps: readonly StepPlan[], speed = 1): number {
  return meanOfList(steps, { speed, waits: false, together: (branches, copies) => copies * sum(branches) })
}

function meanOfList(steps: readonly StepPlan[], measure: Measure): number {
  let reached = 1
  let total = 0
  for (const step of steps) {
    total += reached * meanOf(step, measure)
    reached *= goesOn(step)
  }
  return total
}

function meanOf(step: StepPlan, measure: Measure): number {
  if ("work" in step) return planMean(step.work) / measure.speed
  if ("wait" in step) return measure.waits ? planMean(step.wait) : 0
  if ("sequence" in step) return meanOfList(step.sequence, measure)
  if ("parallel" in step) {
    // The first of several to be ready may be ready at once.
    if (step.need !== undefined) return 0
    const branches = step.parallel.map((branch) => meanOf(branch, measure))
    return measure.together(branches, step.count ?? 1)
  }
  if ("choose" in step) {
    return sum(chances(step.choose).map((chance, at) => chance * meanOfList(step.choose[at]?.steps ?? [], measure)))
  }
  if ("repeat" in step) return meanRounds(step.repeat) * meanOfList(step.repeat.steps, measure)
  return 0
}

/** Samples in a file that is not read yet count as 0. */
function planMean(plan: DistributionPlan): number {
  if ("file" in plan) return 0
  if (plan.kind === "mixture") {
    const total = plan.components.reduce((weights, part) => weights + part.weight, 0)
    return sum(plan.components.map((part) => (part.weight / total) * planMean(part.distribution)))
  }
  return compileDistribution(plan as DistributionSpec).mean
}
