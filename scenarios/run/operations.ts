import type { Offer, OperationTable } from "../../components/kit/contract.ts"
import type { OperationReference } from "../../components/kit/reference.ts"
import type { ScenarioPlan } from "../plan.ts"
import { componentOf } from "./registry.ts"

/** What of a plan names depend on: known before the plan is whole. */
export type PlanSoFar = Pick<ScenarioPlan, "components" | "load">

/** The classes a client's requests are measured by; none for what has no load. */
export function classesOf(plan: PlanSoFar, component: string): readonly string[] {
  const entry = plan.components[component]
  const load = plan.load[component]
  if (entry === undefined || load === undefined) return []
  const operationOf = (reference: OperationReference) => resolveOperation(plan, reference) ?? reference.component
  return componentOf(entry.kind).classes?.(load, operationOf) ?? []
}

/** What a component offers. */
export function offerOf(plan: PlanSoFar, component: string): Offer | undefined {
  const entry = plan.components[component]
  return entry === undefined ? undefined : componentOf(entry.kind).offer(entry.params)
}

/**
 * The operation a reference means: the one it names, else the callee's only or default one, found through those that
 * pass requests on. A callee that takes any request gets one that is passed on as it was `asked` for. Undefined where
 * there is none.
 */
export function resolveOperation(plan: PlanSoFar, reference: OperationReference, asked?: string): string | undefined {
  if (reference.operation !== undefined) return reference.operation
  const seen = new Set<string>()
  let component = reference.component
  while (!seen.has(component)) {
    seen.add(component)
    const offer = offerOf(plan, component)
    if (offer === undefined) return undefined
    if ("any" in offer) return asked ?? offer.fallback
    if ("own" in offer) return offer.fallback
    const next = offer.like[0]
    if (next === undefined) return undefined
    component = next
  }
  return undefined
}

/** Numbers every operation name of the estate, in alphabetical order. */
export function numberOperations(names: Iterable<string>): OperationTable {
  const sorted = [...new Set(names)].sort()
  const numbers = new Map(sorted.map((name, number) => [name, number]))
  return {
    count: sorted.length,
    numberOf: (name) => {
      const number = numbers.get(name)
      if (number === undefined) throw new Error(`"${name}" is not an operation of this estate`)
      return number
    },
    nameOf: (number) => sorted[number] ?? "?",
  }
}
