import { client } from "../../../../components/client/index.ts"
import { type ClientLoad, loadSchema } from "../../../../components/client/load-schema.ts"
import { operationNames } from "../../../../components/client/operation-names.ts"
import { classNames } from "../../../../components/client/request-classes.ts"
import { type LoadTally, loadTally } from "../../../../components/client/tally.ts"
import type { BuildContext } from "../../../../components/kit/contract.ts"
import { resolveDistribution } from "../../../../components/kit/distribution/plan.ts"
import type { OperationReference } from "../../../../components/kit/reference.ts"
import { createKeyed } from "../../../../engine/chance/keyed.ts"
import { seedWords } from "../../../../engine/chance/seed.ts"
import { createStream } from "../../../../engine/chance/stream.ts"
import { Simulation } from "../../../../engine/kernel/simulation.ts"
import { restoreKernel, snapshotKernel } from "../../../../engine/kernel/snapshot.ts"
import { IdealLink } from "../../../../engine/links/ideal-link.ts"
import { RunMetrics } from "../../../../scenarios/run/metrics.ts"
import { numberOperations } from "../../../../scenarios/run/operations.ts"
import { DirectPort } from "../../../engine/support/direct-port.ts"
import { ProbeActor } from "./probe-actor.ts"

export interface WorldOptions {
  readonly seed?: string
  readonly serviceNs?: number
  readonly outcomeOf?: (root: number) => number
  readonly component?: string
  readonly replica?: number
  readonly replicas?: number
  /** Actor numbers by component; each is a probe. */
  readonly targets?: readonly string[]
}

export function loadOf(input: unknown): ClientLoad {
  return loadSchema.parse(input)
}

const operationOf = (reference: OperationReference) => reference.operation ?? "main"

/** One replica of a client that calls probes over ideal links. Nothing has happened yet. */
export function buildWorld(input: unknown, options: WorldOptions = {}) {
  const { component = "shop", replica = 0, replicas = 1, targets = ["pay"] } = options
  const load = loadOf(input)
  const sim = new Simulation()
  const seed = seedWords(options.seed ?? "42")
  const probes = targets.map((_, index) => new ProbeActor(sim, index + 1, options.serviceNs ?? 0, options.outcomeOf))
  const metrics = new RunMetrics(sim.clock)
  const bag = metrics.bag(component)
  const instance = replicas === 1 ? component : `${component}[${replica}]`
  const operations = numberOperations(["main", ...operationNames(load)])
  const link = new IdealLink(sim)
  const context: BuildContext<unknown, unknown> = {
    params: {},
    load,
    sim,
    seed,
    component,
    replica,
    replicas,
    zone: undefined,
    instance,
    self: 0,
    operations,
    metrics: bag,
    componentOf: () => component,
    port: (target) => new DirectPort(sim, 0, targets.indexOf(target) + 1, { link }),
    operationOf,
    distribution: (plan) => resolveDistribution(plan, () => []),
    sharedLimiter: (_, make) => make(),
    shared: (_, make) => make(),
    agent: () => {
      throw new Error("a client has no agents")
    },
    proxied: () => new Map(),
    stream: (purpose) => createStream(seed, instance, purpose),
    keyed: (purpose) => createKeyed(seed, component, purpose),
  }
  const { actor, start } = client.build(context)
  sim.seat([actor, ...probes])
  const tally: LoadTally = loadTally(bag, classNames(load, operationOf))
  const [probe] = probes
  if (probe === undefined) throw new Error("a world has at least one target")
  return { sim, actor, start: () => start?.(), probe, probes, metrics, tally, operations }
}

export type World = ReturnType<typeof buildWorld>

export function runWorld(input: unknown, untilNs: number, options: WorldOptions = {}): World {
  const world = buildWorld(input, options)
  world.start()
  world.sim.run(untilNs)
  return world
}

export function saveWorld({ sim, metrics }: World) {
  return structuredClone({ kernel: snapshotKernel(sim), metrics: metrics.snapshot() })
}

/** Puts a saved state into a world that was built from the same load and not started. */
export function restoreWorld(world: World, saved: ReturnType<typeof saveWorld>): void {
  restoreKernel(world.sim, saved.kernel)
  world.metrics.restore(saved.metrics)
}
