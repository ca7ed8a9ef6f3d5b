import { FAULT_VERBS } from "../../engine/index.ts"
import { formatObjective } from "../../scenarios/objectives/format-objective.ts"
import type { ComponentPlan, ScenarioPlan } from "../../scenarios/plan.ts"
import { componentOf } from "../../scenarios/run/registry.ts"
import type { Run } from "../../scenarios/run/run.ts"
import type { ScenarioFacts, Topology, TopologyEdge, TopologyNode } from "../protocol/topology.ts"

/** What the page draws of a run that is wired: the run's own replicas, operations and ways between components. */
export function topologyOf(run: Run): Topology {
  const { plan, estate } = run
  const nodes = Object.keys(plan.components)
    .sort()
    .map((name) => nodeOf(name, run))
  const operations = Array.from({ length: estate.operations.count }, (_, number) => estate.operations.nameOf(number))
  const actors = estate.instances.map(({ name }) => name)
  return { scenario: factsOf(run), nodes, edges: edgesOf(run), actors, operations, faultVerbs: FAULT_VERBS }
}

function factsOf({ plan, seed }: Run): ScenarioFacts {
  const { name, question, hash, objectives, run } = plan
  const { durationNs, warmupNs } = run
  return { name, question, hash, seed, durationNs, warmupNs, objectives: objectives.map(formatObjective) }
}

function nodeOf(name: string, { plan, estate }: Run): TopologyNode {
  const { kind, profile, zones, beside, params, register } = entryOf(plan, name)
  const { title, layer, faults, metrics, capacity } = componentOf(kind)
  const slots = capacity(params).find(({ noun }) => noun !== "cores")?.count
  const actors = estate.instances.filter(({ component }) => component === name).map(({ self }) => self)
  const ofRegistered = register === undefined ? [] : FAULT_VERBS.filter(({ isOfRegistered }) => isOfRegistered === true)
  return {
    name,
    kind,
    title,
    profile,
    layer,
    zones,
    beside,
    actors,
    slots: slots === undefined || !Number.isFinite(slots) ? null : slots,
    faults: [...faults, ...ofRegistered.map(({ verb }) => verb)],
    metrics,
  }
}

/** The ways that ports were made for: calls the document declares, past proxies, and those of agents, which nobody waits for. */
function edgesOf({ plan, estate }: Run): readonly TopologyEdge[] {
  return [...estate.ports.edges.keys()].sort().map((way) => {
    const [from = "", to = ""] = way.split(" -> ")
    const { kind, params, proxy, beside } = entryOf(plan, from)
    const calls = componentOf(kind)
      .calls(params, plan.load[from])
      .filter((call) => call.to.component === to)
    const isOfProxy = proxy === to || beside !== undefined || entryOf(plan, to).beside !== undefined
    return { from, to, detached: calls.every(({ detached }) => detached) && !(calls.length === 0 && isOfProxy) }
  })
}

function entryOf(plan: ScenarioPlan, component: string): ComponentPlan {
  const entry = plan.components[component]
  if (entry === undefined) throw new Error(`"${component}" is not a component of the scenario`)
  return entry
}
