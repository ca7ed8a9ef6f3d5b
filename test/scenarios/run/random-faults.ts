import { FAULT_VERBS, findVerb } from "../../../engine/index.ts"
import type { FaultRule, FaultTargetPlan, ScenarioPlan } from "../../../scenarios/plan.ts"
import { componentOf } from "../../../scenarios/run/registry.ts"
import type { Run } from "../../../scenarios/run/run.ts"

/** Of each kind of amount one that is felt. */
const AMOUNTS = { none: undefined, factor: 3, share: 0.3, duration: 2e7, rate: 1e5 } as const

/** A verb that one of the scenario's components or links obeys, and which. `draw(n)` is a number from 0 to below n. */
export function randomFault(run: Run, timing: FaultRule["timing"], draw: (end: number) => number): FaultRule {
  const { plan, estate } = run
  const components = Object.entries(plan.components).flatMap(([pattern, { kind }]) =>
    componentOf(kind).faults.map((verb) => {
      const target: FaultTargetPlan = { kind: "component", pattern, replica: undefined }
      return { verb, target }
    }),
  )
  const links = estate.ports.links.flatMap(({ from, to }) =>
    FAULT_VERBS.filter(({ target }) => target === "link").map(({ verb }) => {
      const target: FaultTargetPlan = { kind: "link", from, to }
      return { verb, target }
    }),
  )
  const all = [...components, ...links]
  const chosen = all[draw(all.length)]
  if (chosen === undefined) throw new Error("nothing obeys a fault")
  return { ...chosen, amount: AMOUNTS[findVerb(chosen.verb)?.amount ?? "none"], timing }
}

/** The plan with other faults, as another text would give it. */
export function withFaults(plan: ScenarioPlan, faults: readonly FaultRule[]): ScenarioPlan {
  return { ...plan, faults, hash: `${plan.hash} with ${faults.length} faults` }
}
