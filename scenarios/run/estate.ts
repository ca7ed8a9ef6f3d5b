import type { BuildContext, Built, OperationTable } from "../../components/kit/contract.ts"
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
import { wireFaults } from "./faults.ts"
import { RunMetrics } from "./metrics.ts"
import { numberOperations, offerOf, resolveOperation } from "./operations.ts"
import { PortMaker } from "./ports.ts"
import { componentOf } from "./registry.ts"

/** One replica: its component, its place in it and its actor number. */
export interface Instance {
  readonly component: string
  readonly replica: number
  readonly name: string
  readonly self: number
}

/** A scenario wired up and ready to run. */
export interface Estate {
  readonly plan: ScenarioPlan
  readonly sim: Simulation
  readonly metrics: RunMetrics
  readonly ports: PortMaker
  readonly operations: OperationTable
  /** By actor number; the faults' actor, which is the last, is not among them. */
  readonly instances: readonly Instance[]
  readonly faults: FaultActor | null
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
  const operations = numberOperations(operationNames(plan))
  const samplesOf = options.samplesOf ?? noFiles
  const distribution = (from: DistributionPlan) => resolveDistribution(from, samplesOf)
  const ports = new PortMaker({ plan, sim, seed }, actorsOf(instances), distribution)
  const shared = { plan, sim, seed, metrics, operations, ports, distribution, limiters: new SharedLimiters() }
  const built = instances.map((instance) => build(instance, shared))
  const faults = wireFaults({ plan, sim, seed, metrics, instances, ports }, built)
  sim.seat([...built.map(({ actor }) => actor), ...(faults === null ? [] : [faults])])
  for (const { start } of built) start?.()
  faults?.start()
  return { plan, sim, metrics, ports, operations, instances, faults }
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
}

function build(instance: Instance, shared: Shared): Built {
  const { plan, sim, seed, ports } = shared
  const { component, name, self } = instance
  const entry = plan.components[component]
  if (entry === undefined) throw new Error(`"${component}" is not a component of the scenario`)
  const context: BuildContext<unknown, unknown> = {
    params: entry.params,
    load: plan.load[component],
    sim,
    seed,
    component,
    replica: instance.replica,
    replicas: entry.replicas,
    instance: name,
    self,
    operations: shared.operations,
    metrics: shared.metrics.bag(component),
    port: (target, options) => ports.port({ component, instance: name, self }, target, options),
    operationOf: (reference, asked) => operationOf(plan, reference, asked),
    distribution: shared.distribution,
    sharedLimiter: (limit, make) => shared.limiters.named(component, limit, make),
    stream: (purpose) => createStream(seed, name, purpose),
    keyed: (purpose) => createKeyed(seed, component, purpose),
  }
  return componentOf(entry.kind).build(context)
}

function operationOf(plan: ScenarioPlan, reference: OperationReference, asked?: string): string {
  const operation = resolveOperation(plan, reference, asked)
  if (operation === undefined) throw new Error(`"${reference.component}" has no operation to fall back on`)
  return operation
}

function instancesOf(plan: ScenarioPlan): Instance[] {
  const out: Instance[] = []
  const entries = Object.entries(plan.components).sort(([left], [right]) => (left < right ? -1 : 1))
  for (const [component, { replicas }] of entries) {
    for (let replica = 0; replica < replicas; replica++) {
      const name = replicas === 1 ? component : `${component}[${replica}]`
      out.push({ component, replica, name, self: out.length })
    }
  }
  return out
}

function actorsOf(instances: readonly Instance[]): ReadonlyMap<string, readonly number[]> {
  const actors = new Map<string, number[]>()
  for (const { component, self } of instances) {
    const known = actors.get(component)
    if (known === undefined) actors.set(component, [self])
    else known.push(self)
  }
  return actors
}

/** Every name an operation is called by: those components own, those that loads mention, and those that calls name. */
function operationNames(plan: ScenarioPlan): string[] {
  return Object.entries(plan.components).flatMap(([name, { kind, params }]) => {
    const definition = componentOf(kind)
    const load = plan.load[name]
    const offer = offerOf(plan, name)
    const own = offer !== undefined && "own" in offer ? offer.own : []
    const called = definition.calls(params, load).flatMap(({ to }) => resolveOperation(plan, to) ?? [])
    return [...own, ...called, ...(definition.mentions?.(params, load) ?? [])]
  })
}

function noFiles(file: FileReference): readonly number[] {
  throw new Error(`${file.path} cannot be read here`)
}
