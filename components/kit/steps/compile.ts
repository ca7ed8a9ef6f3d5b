import type { CallStep } from "../../../engine/index.ts"
import { outcomeNumber, type Step } from "../../../engine/index.ts"
import type { DistributionPlan } from "../distribution/plan.ts"
import type { OperationReference } from "../reference.ts"
import type { CallPlan, StepPlan } from "./schema.ts"

/** What turns names into numbers while a component is built. */
export interface StepNames {
  distribution(plan: DistributionPlan): import("../../../engine/index.ts").DistributionSpec
  /** Index of the component's port to `component`. */
  portTo(component: string): number
  operationOf(reference: OperationReference): string
  numberOf(operation: string): number
}

/** A component's steps with names resolved, for ProgramBuilder. */
export function compileSteps(steps: readonly StepPlan[], names: StepNames): Step[] {
  return steps.map((step) => compileStep(step, names))
}

function compileStep(step: StepPlan, names: StepNames): Step {
  if ("work" in step) return { do: "work", time: names.distribution(step.work) }
  if ("wait" in step) return { do: "wait", time: names.distribution(step.wait) }
  if ("call" in step) return { do: "call", ...callStep(step.call, names) }
  if ("then" in step) {
    const { port, operation, name } = target(step.then, names)
    return { do: "hand-over", port, operation, name }
  }
  if ("parallel" in step) return parallelStep(step, names)
  if ("choose" in step)
    return {
      do: "choose",
      options: step.choose.map(({ weight, steps }) => ({ weight, steps: compileSteps(steps, names) })),
    }
  if ("repeat" in step) {
    const steps = compileSteps(step.repeat.steps, names)
    if (step.repeat.again !== undefined) return { do: "repeat-while", again: step.repeat.again, steps }
    return { do: "repeat", times: step.repeat.times ?? 1, steps }
  }
  if ("fail" in step) return { do: "fail", outcome: outcomeNumber(step.fail.outcome), share: step.fail.share }
  if ("cacheAside" in step) {
    const { cache, load } = step.cacheAside
    const operation = (name: string): CallStep =>
      target({ refersTo: "operation", component: cache.component, operation: name }, names)
    return { do: "cache-aside", get: operation("get"), set: operation("set"), load: compileSteps(load, names) }
  }
  if ("lock" in step) return { do: "lock" }
  return { do: "repeat", times: 1, steps: compileSteps(step.sequence, names) }
}

function parallelStep(step: Extract<StepPlan, { readonly parallel: readonly StepPlan[] }>, names: StepNames): Step {
  const once = step.parallel.map((branch) =>
    "sequence" in branch ? compileSteps(branch.sequence, names) : [compileStep(branch, names)],
  )
  const branches: Step[][] = []
  for (let copy = 0; copy < (step.count ?? 1); copy++) branches.push(...once)
  return { do: "parallel", branches, need: Math.min(step.need ?? branches.length, branches.length) }
}

function callStep(call: CallPlan, names: StepNames): CallStep {
  const { release, optional, detached } = call
  return { ...target(call.to, names), release, optional, detached }
}

function target(reference: OperationReference, names: StepNames): CallStep {
  const operation = names.operationOf(reference)
  return {
    port: names.portTo(reference.component),
    operation: names.numberOf(operation),
    name: `${reference.component}.${operation}`,
  }
}
