import type { DeclaredCall } from "../contract.ts"
import type { OperationReference } from "../reference.ts"
import { chances, goesOn, meanRounds } from "./chance.ts"
import type { StepPlan } from "./schema.ts"

type Path = readonly (string | number)[]

interface Place {
  readonly from: string
  readonly conditional: boolean
  /** Mean number of times a request comes here. */
  readonly expected: number
}

/** Every call in a component's operations, with its place below `path`. */
export function callsInOperations(
  operations: Readonly<Record<string, readonly StepPlan[]>>,
  path: Path,
): DeclaredCall[] {
  return Object.entries(operations).flatMap(([from, steps]) =>
    callsIn(steps, [...path, from], { from, conditional: false, expected: 1 }),
  )
}

function callsIn(steps: readonly StepPlan[], path: Path, place: Place): DeclaredCall[] {
  // A step that may end the request first makes what follows it conditional.
  let { conditional, expected } = place
  return steps.flatMap((step, index) => {
    const found = callsOf(step, [...path, index], { ...place, conditional, expected })
    const chance = goesOn(step)
    if (chance < 1) conditional = true
    expected *= chance
    return found
  })
}

function callsOf(step: StepPlan, path: Path, place: Place): DeclaredCall[] {
  if ("call" in step) return [{ ...place, to: step.call.to, path: [...path, "call"], detached: step.call.detached }]
  if ("then" in step) return [{ ...place, to: step.then, path: [...path, "then"], detached: false }]
  if ("sequence" in step) return callsIn(step.sequence, [...path, "sequence"], place)
  if ("parallel" in step) {
    const branches = { ...place, expected: place.expected * (step.count ?? 1) }
    return step.parallel.flatMap((branch, index) => callsOf(branch, [...path, "parallel", index], branches))
  }
  if ("choose" in step) {
    const shares = chances(step.choose)
    return step.choose.flatMap(({ steps }, index) => {
      const chance = shares[index] ?? 0
      return callsIn(steps, [...path, "choose", index, "steps"], scaled(place, chance, chance < 1))
    })
  }
  if ("repeat" in step) {
    return callsIn(step.repeat.steps, [...path, "repeat", "steps"], scaled(place, meanRounds(step.repeat), false))
  }
  return "cacheAside" in step ? cacheCalls(step.cacheAside, [...path, "cache-aside"], place) : []
}

/** The miss ratio comes out of the run, so what misses bring counts as nothing. */
function cacheCalls(
  { cache, load }: Extract<StepPlan, { readonly cacheAside: unknown }>["cacheAside"],
  path: Path,
  place: Place,
): DeclaredCall[] {
  const onMiss = scaled(place, 0, true)
  const of = (operation: string): OperationReference => ({ ...cache, operation })
  return [
    { ...place, to: of("get"), path: [...path, "cache"], detached: false },
    ...callsIn(load, [...path, "load"], onMiss),
    { ...onMiss, to: of("set"), path: [...path, "cache"], detached: false },
  ]
}

function scaled(place: Place, by: number, conditional: boolean): Place {
  return { ...place, expected: place.expected * by, conditional: place.conditional || conditional }
}
