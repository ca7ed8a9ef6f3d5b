import type { DeclaredCall } from "../contract.ts"
import type { StepPlan } from "./schema.ts"

interface Place {
  readonly from: string
  readonly conditional: boolean
}

/** Every call in a component's operations, with its place below `path`. */
export function callsInOperations(
  operations: Readonly<Record<string, readonly StepPlan[]>>,
  path: readonly (string | number)[],
): DeclaredCall[] {
  return Object.entries(operations).flatMap(([from, steps]) =>
    callsIn(steps, [...path, from], { from, conditional: false }),
  )
}

function callsIn(steps: readonly StepPlan[], path: readonly (string | number)[], place: Place): DeclaredCall[] {
  // A step that may fail first makes what follows it conditional.
  let conditional = place.conditional
  return steps.flatMap((step, index) => {
    const found = callsOf(step, [...path, index], { ...place, conditional })
    if ("fail" in step) conditional = true
    return found
  })
}

function callsOf(step: StepPlan, path: readonly (string | number)[], place: Place): DeclaredCall[] {
  const declare = (to: DeclaredCall["to"], at: readonly (string | number)[], detached = false): DeclaredCall => ({
    to,
    path: at,
    from: place.from,
    conditional: place.conditional,
    detached,
  })
  const maybe = { ...place, conditional: true }
  if ("call" in step) return [declare(step.call.to, [...path, "call"], step.call.detached)]
  if ("then" in step) return [declare(step.then, [...path, "then"])]
  if ("parallel" in step) return callsIn(step.parallel, [...path, "parallel"], place)
  if ("sequence" in step) return callsIn(step.sequence, [...path, "sequence"], place)
  if ("choose" in step)
    return step.choose.flatMap((option, index) => {
      const sure = step.choose.length === 1
      return callsIn(option.steps, [...path, "choose", index, "steps"], sure ? place : maybe)
    })
  if ("repeat" in step) return callsIn(step.repeat.steps, [...path, "repeat", "steps"], place)
  if ("cacheAside" in step)
    return [
      declare(step.cacheAside.cache, [...path, "cache-aside", "cache"]),
      ...callsIn(step.cacheAside.load, [...path, "cache-aside", "load"], maybe),
    ]
  return []
}
