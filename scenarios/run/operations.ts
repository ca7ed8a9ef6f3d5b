import { healthCheckOf } from "../../components/client-stack/health/choice.ts"
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

/** Numbers every operation name of the estate and the probes it uses, in alphabetical order. */
export function numberOperations(names: Iterable<string>, probes: readonly string[] = []): OperationTable {
  const sorted = [...new Set([...names, ...probes])].sort()
  const numbers = new Map(sorted.map((name, number) => [name, number]))
  return {
    count: sorted.length,
    probes: [...new Set(probes)].sort(),
    numberOf: (name) => {
      const number = numbers.get(name)
      if (number === undefined) throw new Error(`"${name}" is not an operation of this estate`)
      return number
    },
    nameOf: (number) => sorted[number] ?? "?",
  }
}

/** Every name an operation is called by: those components own, those that loads mention, and those that calls name. */
export function operationNames(plan: ScenarioPlan): readonly string[] {
  return Object.entries(plan.components).flatMap(([name, { kind, params }]) => {
    const definition = componentOf(kind)
    const load = plan.load[name]
    const offer = offerOf(plan, name)
    const own = offer !== undefined && "own" in offer ? offer.own : []
    const called = definition.calls(params, load).flatMap(({ to }) => resolveOperation(plan, to) ?? [])
    return [...own, ...called, ...(definition.mentions?.(params, load) ?? [])]
  })
}

/** The probes that health checks and registries send. */
export function probesOf(plan: ScenarioPlan): readonly string[] {
  const checks = plan.policies.flatMap(({ policy }) =>
    policy.health === undefined ? [] : [healthCheckOf(policy.health).operation],
  )
  const components = Object.values(plan.components).flatMap(({ kind, params }) => {
    const { probes, registry } = componentOf(kind)
    return [...(probes?.(params) ?? []), ...(registry?.probes(params) ?? [])]
  })
  return [...checks, ...components]
}
