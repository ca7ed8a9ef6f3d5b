import type { Built } from "../../components/kit/contract.ts"
import {
  FaultActor,
  type FaultPlan,
  type FaultTarget,
  type FaultTiming,
  findVerb,
  LevelMetric,
  matchesGlob,
  type SeedWords,
  type Simulation,
} from "../../engine/index.ts"
import type { FaultRule, FaultTargetPlan, ScenarioPlan } from "../plan.ts"
import type { Instance } from "./estate.ts"
import type { RunMetrics } from "./metrics.ts"
import type { PortMaker } from "./ports.ts"

interface FaultParts {
  readonly plan: ScenarioPlan
  readonly sim: Simulation
  readonly seed: SeedWords
  readonly metrics: RunMetrics
  readonly instances: readonly Instance[]
  readonly ports: PortMaker
}

/** The actor that carries out a scenario's faults; null where it has none. */
export function wireFaults(parts: FaultParts, built: readonly Built[]): FaultActor | null {
  const { plan, sim, seed, metrics, instances } = parts
  if (plan.faults.length === 0) return null
  const targets = targetsOf(parts, built)
  const probes: (() => number)[] = []
  const plans = plan.faults.map((rule): FaultPlan => {
    const verb = findVerb(rule.verb)
    if (verb === undefined) throw new Error(`there is no fault "${rule.verb}"`)
    const timing = timingOf(rule, metrics, probes)
    const amount = rule.amount ?? verb.amountDefault ?? 0
    return { verb, begins: verb.verb === rule.verb, targets: select(rule.target, parts, targets), amount, timing }
  })
  return new FaultActor(sim, instances.length, plans, { seed, targets, probes })
}

/** Replicas by actor number, then links in the order of their callers. */
function targetsOf({ instances, ports }: FaultParts, built: readonly Built[]): readonly FaultTarget[] {
  const replicas = instances.flatMap(({ name, self }) => {
    const receiver = built[self]?.actor
    return receiver === undefined ? [] : [{ name, receiver }]
  })
  return [
    ...replicas,
    ...ports.links.map(({ instance, to, link }) => ({ name: `${instance} -> ${to}`, receiver: link })),
  ]
}

function select(target: FaultTargetPlan, parts: FaultParts, targets: readonly FaultTarget[]): readonly number[] {
  const { plan, instances, ports } = parts
  if (target.kind === "link") {
    const first = targets.length - ports.links.length
    return ports.links.flatMap(({ from, to }, index) =>
      matchesGlob(target.from, from) && matchesGlob(target.to, to) ? [first + index] : [],
    )
  }
  return instances.flatMap(({ component, replica, self }) => {
    if (target.kind === "zone") return plan.components[component]?.zone === target.zone ? [self] : []
    const meant = target.replica === undefined || target.replica === replica
    return meant && matchesGlob(target.pattern, component) ? [self] : []
  })
}

function timingOf(rule: FaultRule, metrics: RunMetrics, probes: (() => number)[]): FaultTiming {
  const { timing } = rule
  if (timing.kind !== "conditional") return timing
  const { component, metric, ...rest } = timing
  probes.push(() => {
    const level = metrics.get(`${component}.${metric}`)
    return level instanceof LevelMetric ? level.level.value : 0
  })
  return { ...rest, probe: probes.length - 1 }
}
