import { cache } from "../../../components/cache/index.ts"
import { cdn } from "../../../components/cdn/index.ts"
import { directPort } from "../../../components/client-stack/direct.ts"
import { database } from "../../../components/database/index.ts"
import { ddosProtection } from "../../../components/ddos-protection/index.ts"
import { gateway } from "../../../components/gateway/index.ts"
import { Backends } from "../../../components/kit/balancing/backends.ts"
import { type AnyStrategy, chooserOf } from "../../../components/kit/balancing/strategy.ts"
import type { AnyComponent, BuildContext, OperationTable, PortOptions } from "../../../components/kit/contract.ts"
import { resolveDistribution } from "../../../components/kit/distribution/plan.ts"
import { SharedLimiters } from "../../../components/kit/limiting/shared-limiters.ts"
import type { OperationReference } from "../../../components/kit/reference.ts"
import { STRATEGIES } from "../../../components/load-balancing/choice.ts"
import { loadBalancer } from "../../../components/load-balancing/component/index.ts"
import * as kinds from "../../../components/service/index.ts"
import { tcpListener } from "../../../components/tcp-listener/index.ts"
import { waf } from "../../../components/waf/index.ts"
import {
  type Actor,
  createKeyed,
  createStream,
  EdgeMetrics,
  IdealLink,
  type Plain,
  type Port,
  Simulation,
  seedWords,
} from "../../../engine/index.ts"
import { Commons } from "../../../scenarios/run/commons.ts"
import { RunMetrics } from "../../../scenarios/run/metrics.ts"
import { parseText } from "../../../scenarios/text/parse.ts"
import { checkShape } from "../../../scenarios/text/zod-problems.ts"
import { restoreKernel, saveKernel } from "../../engine/support/kernel-state.ts"
import { Driver, type ScriptedCall } from "./driver.ts"

const COMPONENTS = new Map(
  [cache, cdn, database, ddosProtection, gateway, loadBalancer, kinds.service, tcpListener, waf].map((one) => [
    one.kind,
    one,
  ]),
)

/** A component as a document has it: its kind, replicas and parameters. */
export type ComponentText = { readonly kind: string; readonly replicas?: number } & Readonly<Record<string, unknown>>

export interface WorldOptions {
  readonly seed?: string
  readonly components: Readonly<Record<string, ComponentText>>
  readonly calls: readonly ScriptedCall[]
  /** Makes every call anew when it is answered, until this time. */
  readonly againUntilNs?: number
}

interface Part {
  readonly name: string
  readonly definition: AnyComponent
  readonly params: unknown
  readonly replicas: number
  readonly firstActor: number
}

/** Longer than any test: eleven days. */
export const LATE_NS = 1e15

/** A driver and components over ideal links without policies, wired as a run would wire them. */
export class World {
  readonly sim = new Simulation()
  readonly metrics = new RunMetrics(this.sim.clock)
  readonly driver: Driver
  readonly actors: readonly Actor[]
  readonly operations: OperationTable
  private readonly seed
  private readonly parts: readonly Part[]
  private readonly ports = new Map<string, Port>()
  private readonly limiters = new SharedLimiters()
  private readonly commons = new Commons()

  constructor(options: WorldOptions) {
    this.seed = seedWords(options.seed ?? "42")
    this.parts = readParts(options.components)
    this.operations = this.numberOperations(options.calls)
    this.driver = new Driver(this.sim, 0, options.calls, {
      portOf: (component) => this.portFrom("driver", 0, component),
      numberOf: this.operations.numberOf,
      againUntilNs: options.againUntilNs ?? 0,
    })
    // Ports are numbered as they are made, so the driver's come first in every world of this shape.
    for (const name of new Set(options.calls.map(({ to }) => to))) this.portFrom("driver", 0, name)
    const actors: Actor[] = [this.driver]
    for (const part of this.parts)
      for (let replica = 0; replica < part.replicas; replica++)
        actors.push(part.definition.build(this.contextOf(part, replica)).actor)
    this.actors = actors
    this.sim.seat(actors)
  }

  start(): this {
    this.driver.start()
    return this
  }

  run(untilNs: number = LATE_NS): this {
    this.sim.run(untilNs)
    return this
  }

  /** The actor of a replica. */
  actorOf(component: string, replica = 0): Actor {
    const actor = this.actors[this.partOf(component).firstActor + replica]
    if (actor === undefined) throw new Error(`no replica ${replica} of ${component}`)
    return actor
  }

  /** Requests that came to each replica. */
  arrivals(component: string): number[] {
    const { firstActor, replicas } = this.partOf(component)
    return Array.from({ length: replicas }, (_, replica) => this.sim.meters.arrivals(firstActor + replica))
  }

  /** A counter's total. */
  count(name: string): number {
    const metric = this.metrics.get(name)
    return metric !== undefined && "total" in metric ? metric.total : Number.NaN
  }

  /** A level now. */
  level(name: string): number {
    const metric = this.metrics.get(name)
    return metric !== undefined && "level" in metric ? metric.level.value : Number.NaN
  }

  /** How many latencies were recorded, and their sum. */
  latencies(name: string): { readonly count: number; readonly sumNs: number } {
    const metric = this.metrics.get(name)
    const whole = metric !== undefined && "wholeRun" in metric ? metric.wholeRun : undefined
    return { count: whole?.count ?? Number.NaN, sumNs: whole?.sum ?? Number.NaN }
  }

  snapshot() {
    return structuredClone({
      kernel: saveKernel(this.sim),
      actors: this.actors.map((actor) => actor.snapshot()),
      ports: this.sim.ports.map((port) => port.snapshot()),
      metrics: this.metrics.snapshot(),
    })
  }

  restore(saved: ReturnType<World["snapshot"]>): this {
    restoreKernel(this.sim, saved.kernel)
    this.actors.forEach((actor, index) => {
      actor.restore(saved.actors[index])
    })
    this.sim.ports.forEach((port, index) => {
      port.restore(saved.ports[index])
    })
    this.metrics.restore(saved.metrics)
    return this
  }

  /** All that a run can be told apart by. */
  trace(): { readonly digest: string; readonly live: number; readonly answers: unknown; readonly metrics: Plain } {
    return {
      digest: this.sim.digest.toText(),
      live: this.sim.frames.live,
      answers: this.driver.answers,
      metrics: this.metrics.snapshot(),
    }
  }

  private contextOf(part: Part, replica: number): BuildContext<unknown, unknown> {
    const instance = part.replicas === 1 ? part.name : `${part.name}[${replica}]`
    return {
      params: part.params,
      load: undefined,
      sim: this.sim,
      seed: this.seed,
      component: part.name,
      replica,
      replicas: part.replicas,
      zone: undefined,
      instance,
      self: part.firstActor + replica,
      operations: this.operations,
      metrics: this.metrics.bag(part.name),
      componentOf: (actor) => this.parts.findLast(({ firstActor }) => firstActor <= actor)?.name ?? "driver",
      port: (component, portOptions) => this.portFrom(instance, part.firstActor + replica, component, portOptions),
      operationOf: (reference, asked) => this.operationOf(reference, asked),
      distribution: (plan) => resolveDistribution(plan, () => []),
      sharedLimiter: (limit, make) => this.limiters.named(part.name, limit, make),
      shared: (thing, make, of = part.name) => this.commons.named(of, thing, make),
      agent: () => {
        throw new Error("nobody has agents here")
      },
      proxied: () => new Map(),
      stream: (purpose) => createStream(this.seed, instance, purpose),
      keyed: (purpose) => createKeyed(this.seed, part.name, purpose),
    }
  }

  private portFrom(instance: string, self: number, component: string, options?: PortOptions): Port {
    const name = `${instance}>${component}`
    const known = this.ports.get(name)
    if (known !== undefined) return known
    const { firstActor, replicas } = this.partOf(component)
    const backends = new Backends(Array.from({ length: replicas }, (_, replica) => firstActor + replica))
    const balance = options?.balance ?? { strategy: "round-robin", params: {} }
    const chooser = chooserOf(strategyOf(balance.strategy), balance.params, backends, {
      seed: this.seed,
      instance,
      target: component,
    })
    const link = new IdealLink(this.sim)
    const port = directPort(this.sim, self, { backends, chooser, link, edge: new EdgeMetrics() }, null)
    this.ports.set(name, port)
    return port
  }

  private operationOf(reference: OperationReference, asked?: string): string {
    if (reference.operation !== undefined) return reference.operation
    const { definition, params } = this.partOf(reference.component)
    const offer = definition.offer(params)
    if ("any" in offer && asked !== undefined) return asked
    if (!("like" in offer)) return offer.fallback ?? "none"
    return this.operationOf({ refersTo: "operation", component: offer.like[0] ?? "none", operation: undefined }, asked)
  }

  private numberOperations(calls: readonly ScriptedCall[]): OperationTable {
    const offered = this.parts.flatMap(({ definition, params }) => {
      const offer = definition.offer(params)
      return "own" in offer ? offer.own : []
    })
    const names = [...new Set([...offered, ...calls.map(({ operation }) => operation)])].sort()
    return {
      count: names.length,
      probes: [],
      numberOf: (name) => {
        const number = names.indexOf(name)
        if (number < 0) throw new Error(`no operation ${name}`)
        return number
      },
      nameOf: (number) => names[number] ?? "?",
    }
  }

  private partOf(component: string): Part {
    const part = this.parts.find(({ name }) => name === component)
    if (part === undefined) throw new Error(`no component ${component}`)
    return part
  }
}

export function strategyOf(kind: string): AnyStrategy {
  const strategy = STRATEGIES.get(kind)
  if (strategy === undefined) throw new Error(`no strategy ${kind}`)
  return strategy
}

/** The definition of a kind. */
export function definitionOf(kind: string): AnyComponent {
  const definition = COMPONENTS.get(kind)
  if (definition === undefined) throw new Error(`no kind ${kind}`)
  return definition
}

/** What is wrong with the parameters, as a user reads it: each as `path: message`; empty where nothing is. */
export function mistakesIn({ kind, replicas: _, ...params }: ComponentText): readonly string[] {
  const checked = checkShape(definitionOf(kind).params, parseText(JSON.stringify(params)))
  return "value" in checked ? [] : checked.problems.map(({ path, message }) => `${path.join(".")}: ${message}`)
}

function readParts(components: WorldOptions["components"]): readonly Part[] {
  let firstActor = 1
  return Object.keys(components)
    .sort()
    .map((name) => {
      const { kind = "", replicas = 1, ...params } = components[name] ?? {}
      const definition = definitionOf(String(kind))
      const part = { name, definition, params: definition.params.parse(params), replicas, firstActor }
      firstActor += replicas
      return part
    })
}
