import type { AgentContext, BuildContext, Built, OperationTable, Resolver } from "../../components/kit/contract.ts"
import { type DistributionPlan, resolveDistribution } from "../../components/kit/distribution/plan.ts"
import { SharedLimiters } from "../../components/kit/limiting/shared-limiters.ts"
import type { FileReference, OperationReference } from "../../components/kit/reference.ts"
import {
  createKeyed,
  createStream,
  type DistributionSpec,
  type FaultActor,
  type Recorder,
  type SeedWords,
  Simulation,
  seedWords,
} from "../../engine/index.ts"
import type { ScenarioPlan } from "../plan.ts"
import { Agents } from "./agents.ts"
import { Commons } from "./commons.ts"
import { wireFaults } from "./faults.ts"
import { actorsOf, type Instance, instancesOf } from "./instances.ts"
import { RunMetrics } from "./metrics.ts"
import { numberOperations, operationNames, probesOf, resolveOperation } from "./operations.ts"
import { PortMaker } from "./ports.ts"
import { componentOf } from "./registry.ts"

/** A scenario wired up and ready to run. */
export interface Estate {
  readonly plan: ScenarioPlan
  readonly sim: Simulation
  readonly metrics: RunMetrics
  readonly ports: PortMaker
  readonly operations: OperationTable
  /** By actor number; behind them come the agents beside them and, as the last, the actor of the faults. */
  readonly instances: readonly Instance[]
  /** By actor number: the replicas and then the agents. */
  readonly built: readonly Built[]
  readonly faults: FaultActor
}

export interface EstateOptions {
  readonly seed?: string
  readonly recorder?: Recorder
  /** The samples in a file below the scenario's folder, in the unit of the distribution that names it. */
  readonly samplesOf?: (file: FileReference) => readonly number[]
}

/** Wires a plan. Actor numbers follow the sorted names of components, so the order in the file changes nothing. */
export function wireEstate(plan: ScenarioPlan, options: EstateOptions = {}): Estate {
  const seed = seedWords(options.seed ?? plan.seed)
  const { recorder } = options
  const sim = new Simulation({ liveCallsMax: plan.run.liveCallsMax, ...(recorder === undefined ? {} : { recorder }) })
  const metrics = new RunMetrics(sim.clock)
  const instances = instancesOf(plan)
  const actors = actorsOf(instances)
  const operations = numberOperations(operationNames(plan), probesOf(plan))
  const samplesOf = options.samplesOf ?? noFiles
  const distribution = (from: DistributionPlan) => resolveDistribution(from, samplesOf)
  const agents = new Agents(instances.length)
  const resolverOf = (instance: Instance, registry: string) => resolver(instance, registry, shared)
  const ports = new PortMaker({ plan, sim, seed, metrics, operations, agents, resolverOf }, actors, distribution)
  const limiters = new SharedLimiters()
  const commons = new Commons()
  const resolvers = new Map<string, Resolver>()
  const parts = {
    plan,
    sim,
    seed,
    metrics,
    operations,
    ports,
    distribution,
    limiters,
    commons,
    agents,
    actors,
    resolvers,
  }
  const shared: Shared = { ...parts, instances }
  const built = instances.map((instance) => build(instance, shared))
  for (const instance of instances) addRegistrar(instance, shared)
  const beside = agents.all()
  for (const { connect } of [...built, ...beside]) connect?.()
  const faults = wireFaults({ plan, sim, seed, metrics, instances, ports, agents: beside }, built)
  const everything = [...built, ...beside]
  sim.seat([...everything.map(({ actor }) => actor), faults])
  for (const { start } of everything) start?.()
  faults.start()
  return { plan, sim, metrics, ports, operations, instances, built: everything, faults }
}

interface Shared {
  readonly plan: ScenarioPlan
  readonly sim: Simulation
  readonly seed: SeedWords
  readonly metrics: RunMetrics
  readonly operations: OperationTable
  readonly ports: PortMaker
  readonly distribution: (plan: DistributionPlan) => DistributionSpec
  readonly limiters: SharedLimiters
  readonly commons: Commons
  readonly agents: Agents
  readonly actors: ReadonlyMap<string, readonly number[]>
  /** By actor number; agents come after them. */
  readonly instances: readonly Instance[]
  /** By instance and registry. */
  readonly resolvers: Map<string, Resolver>
}

function build(instance: Instance, shared: Shared): Built {
  const { kind, params } = planOf(instance.component, shared.plan)
  return componentOf(kind).build(contextOf(instance, shared, params))
}

function contextOf(instance: Instance, shared: Shared, params: unknown): BuildContext<unknown, unknown> {
  const { plan, sim, seed, ports } = shared
  const { component, name, self } = instance
  return {
    params,
    load: plan.load[component],
    sim,
    seed,
    component,
    replica: instance.replica,
    replicas: instance.replicas,
    zone: instance.zone,
    instance: name,
    self,
    operations: shared.operations,
    metrics: shared.metrics.bag(component),
    componentOf: (actor) => shared.instances[actor]?.component ?? "",
    port: (target, options) => ports.port(instance, target, options),
    operationOf: (reference, asked) => operationOf(plan, reference, asked),
    distribution: shared.distribution,
    sharedLimiter: (limit, make) => shared.limiters.named(component, limit, make),
    shared: (thing, make, of = component) => shared.commons.named(of, thing, make),
    agent: (make) =>
      shared.agents.add(self, (number) =>
        make(number, (target, options) => ports.port({ ...instance, self: number }, target, options)),
      ),
    proxied: () => ports.proxied(self),
    stream: (purpose) => createStream(seed, name, purpose),
    keyed: (purpose) => createKeyed(seed, component, purpose),
  }
}

/** What an agent of a registry's beside a replica is built from: its chance is named by both. */
function agentContext(instance: Instance, registry: string, shared: Shared, self: number): AgentContext<unknown> {
  const { seed, ports } = shared
  const { params, replicas: servers } = planOf(registry, shared.plan)
  return {
    ...contextOf(instance, shared, params),
    self,
    registry,
    servers,
    host: instance.self,
    metrics: shared.metrics.bag(registry),
    shared: (thing, make, of = registry) => shared.commons.named(of, thing, make),
    port: (target, options) => ports.port({ ...instance, self }, target, options),
    stream: (purpose) => createStream(seed, instance.name, `${registry}:${purpose}`),
    keyed: (purpose) => createKeyed(seed, instance.component, `${registry}:${purpose}`),
  }
}

function addRegistrar(instance: Instance, shared: Shared): void {
  const { register } = planOf(instance.component, shared.plan)
  if (register === undefined) return
  const { registry } = componentOf(planOf(register, shared.plan).kind)
  const service = { component: instance.component, actors: shared.actors.get(instance.component) ?? [] }
  shared.agents.add(instance.self, (self) => {
    const context = agentContext(instance, register, shared, self)
    const agent = registry?.registrar(context, service)
    if (agent === undefined) throw new Error(`"${register}" is no registry`)
    return agent
  })
}

/** The one resolver of a replica for a registry. */
function resolver(instance: Instance, name: string, shared: Shared): Resolver {
  const key = `${instance.name} ${name}`
  const known = shared.resolvers.get(key)
  if (known !== undefined) return known
  const { registry } = componentOf(planOf(name, shared.plan).kind)
  const made = shared.agents.add(instance.self, (self) => {
    const agent = registry?.resolver(agentContext(instance, name, shared, self))
    if (agent === undefined) throw new Error(`"${name}" is no registry`)
    return agent
  })
  shared.resolvers.set(key, made)
  return made
}

function planOf(component: string, plan: ScenarioPlan) {
  const entry = plan.components[component]
  if (entry === undefined) throw new Error(`"${component}" is not a component of the scenario`)
  return entry
}

function operationOf(plan: ScenarioPlan, reference: OperationReference, asked?: string): string {
  const operation = resolveOperation(plan, reference, asked)
  if (operation === undefined) throw new Error(`"${reference.component}" has no operation to fall back on`)
  return operation
}

function noFiles(file: FileReference): readonly number[] {
  throw new Error(`${file.path} cannot be read here`)
}
