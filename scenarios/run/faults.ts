import type { Built } from "../../components/kit/contract.ts"
import {
  type Actor,
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
import type { Agent } from "./agents.ts"
import type { Instance } from "./instances.ts"
import type { RunMetrics } from "./metrics.ts"
import type { PortMaker } from "./ports.ts"
import { componentOf } from "./registry.ts"

interface FaultParts {
  readonly plan: ScenarioPlan
  readonly sim: Simulation
  readonly seed: SeedWords
  readonly metrics: RunMetrics
  readonly instances: readonly Instance[]
  readonly ports: PortMaker
  readonly agents: readonly Agent[]
}

/** The actor that carries out a scenario's faults. There is one where there are none too, so that a run can go on with some. */
export function wireFaults(parts: FaultParts, built: readonly Built[]): FaultActor {
  const { plan, sim, seed, metrics, instances } = parts
  const targets = targetsOf(parts, built)
  const probes: (() => number)[] = []
  const plans = plan.faults.map((rule): FaultPlan => {
    const verb = findVerb(rule.verb)
    if (verb === undefined) throw new Error(`there is no fault "${rule.verb}"`)
    const timing = timingOf(rule, metrics, probes)
    const amount = rule.amount ?? verb.amountDefault ?? 0
    return { verb, begins: verb.verb === rule.verb, targets: select(rule.target, parts, targets), amount, timing }
  })
  return new FaultActor(sim, instances.length + parts.agents.length, plans, { seed, targets, probes })
}

/** Replicas by actor number, then links in the order of their callers. */
function targetsOf({ instances, ports, agents }: FaultParts, built: readonly Built[]): readonly FaultTarget[] {
  const beside = new Map<number, Actor[]>()
  for (const { host, actor } of agents) {
    const known = beside.get(host)
    if (known === undefined) beside.set(host, [actor])
    else known.push(actor)
  }
  const replicas = instances.flatMap(({ name, self }) => {
    const actor = built[self]?.actor
    if (actor === undefined) return []
    const agentsOf = beside.get(self)
    return [{ name, receiver: agentsOf === undefined ? actor : new Party([actor, ...agentsOf]) }]
  })
  return [
    ...replicas,
    ...ports.links.map(({ instance, to, link }) => ({ name: `${instance} -> ${to}`, receiver: link })),
  ]
}

/** A replica with the agents beside it, which suffer what it suffers. */
class Party {
  private readonly members: readonly Actor[]

  constructor(members: readonly Actor[]) {
    this.members = members
  }

  onFault(verb: string, on: boolean, amount: number): void {
    for (const member of this.members) member.onFault(verb, on, amount)
  }
}

function select(target: FaultTargetPlan, parts: FaultParts, targets: readonly FaultTarget[]): readonly number[] {
  const { instances, ports } = parts
  if (target.kind === "link") {
    const first = targets.length - ports.links.length
    return ports.links.flatMap(({ from, to }, index) =>
      matchesGlob(target.from, from) && namesOf(to, parts.plan).some((name) => matchesGlob(target.to, name))
        ? [first + index]
        : [],
    )
  }
  return instances.flatMap(({ component, replica, zone, self }) => {
    if (target.kind === "zone") return zone === target.zone ? [self] : []
    const meant = target.replica === undefined || target.replica === replica
    return meant && matchesGlob(target.pattern, component) ? [self] : []
  })
}

/** A component by its own name and by those of what it is a version of. */
function namesOf(component: string, plan: ScenarioPlan): readonly string[] {
  const services = Object.entries(plan.components).filter(([, { kind, params }]) =>
    componentOf(kind).versions?.(params).versions.includes(component),
  )
  return [component, ...services.map(([name]) => name)]
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
