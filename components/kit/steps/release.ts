import type { StepPlan } from "./plan.ts"

type Path = readonly (string | number)[]

/**
 * Where a branch of a parallel step says `release: true`, below `path`. Parallel steps within it are left out: they
 * are asked themselves.
 */
export function releasesIn(step: StepPlan, path: Path): readonly Path[] {
  if ("call" in step) return step.call.release ? [[...path, "call", "release"]] : []
  if ("sequence" in step) return ofList(step.sequence, [...path, "sequence"])
  if ("repeat" in step) return ofList(step.repeat.steps, [...path, "repeat", "steps"])
  if ("cacheAside" in step) return ofList(step.cacheAside.load, [...path, "cache-aside", "load"])
  if ("choose" in step)
    return step.choose.flatMap(({ steps }, index) => ofList(steps, [...path, "choose", index, "steps"]))
  return []
}

function ofList(steps: readonly StepPlan[], path: Path): readonly Path[] {
  return steps.flatMap((step, index) => releasesIn(step, [...path, index]))
}
