import { directPort } from "../../components/client-stack/direct.ts"
import { Flows } from "../../components/client-stack/flows.ts"
import { HealthChecker } from "../../components/client-stack/health/checker.ts"
import { healthCheckOf } from "../../components/client-stack/health/choice.ts"
import { timeoutOf } from "../../components/client-stack/health/contract.ts"
import type { PolicyPlan } from "../../components/client-stack/policy.ts"
import { type Guards, guardsOf, isGuarded } from "../../components/client-stack/port/guards.ts"
import type { PortView } from "../../components/client-stack/port/inside.ts"
import { ResilientPort } from "../../components/client-stack/port/resilient-port.ts"
import type { PortTarget } from "../../components/client-stack/target.ts"
import { Backends } from "../../components/kit/balancing/backends.ts"
import type { OperationTable, PortOptions, Resolver } from "../../components/kit/contract.ts"
import type { DistributionPlan } from "../../components/kit/distribution/plan.ts"
import {
  compileDistribution,
  createKeyed,
  createStream,
  type DistributionSpec,
  EdgeMetrics,
  IdealLink,
  type Link,
  NetworkLink,
  type NetworkLinkOptions,
  type Port,
  type SeedWords,
  type Simulation,
  type TimeLimits,
} from "../../engine/index.ts"
import type { LinkPlan, LinkRule, PolicyRule, ScenarioPlan } from "../plan.ts"
import type { Agents } from "./agents.ts"
import { AppointedChooser } from "./appointed-chooser.ts"
import { chooserFor, isTriedElsewhere, policyOf } from "./choosing.ts"
import type { Instance } from "./instances.ts"
import type { RunMetrics } from "./metrics.ts"
import { componentOf } from "./registry.ts"
import { RuleIndex } from "./rules.ts"
import { hostOf, type Way, wayTo } from "./ways.ts"

/** One caller instance's link to one component, as faults find it. */
export interface WiredLink {
  readonly from: string
  readonly to: string
  /** Of the calling replica. */
  readonly instance: string
  readonly link: NetworkLink
}

interface Wiring {
  readonly plan: ScenarioPlan
  readonly sim: Simulation
  readonly seed: SeedWords
  readonly metrics: RunMetrics
  readonly operations: OperationTable
  readonly agents: Agents
  /** The agent beside a replica that asks a registry for it. */
  readonly resolverOf: (caller: Instance, registry: string) => Resolver
}

/** Makes the ports of an estate, with the links and edge measures behind them. */
export class PortMaker {
  readonly links: WiredLink[] = []
  /** Measures of the calls between components, by `from -> to`. */
  readonly edges = new Map<string, EdgeMetrics>()
  /** Ways of replicas to components of which they choose one of several instances, or whom they guard against. */
  readonly views: PortView[] = []
  /** By proxy: whom the replica beside it calls, by the number of its port. */
  private readonly passages = new Map<number, Map<number, string>>()
  private readonly wiring: Wiring
  private readonly linkRules: RuleIndex<LinkRule>
  private readonly policies: RuleIndex<PolicyRule>
  /** Actor numbers of each component's replicas. */
  private readonly actors: ReadonlyMap<string, readonly number[]>
  private readonly distribution: (plan: DistributionPlan) => DistributionSpec

  constructor(
    wiring: Wiring,
    actors: ReadonlyMap<string, readonly number[]>,
    distribution: (plan: DistributionPlan) => DistributionSpec,
  ) {
    this.wiring = wiring
    this.linkRules = new RuleIndex(wiring.plan.links)
    this.policies = new RuleIndex(wiring.plan.policies)
    this.actors = actors
    this.distribution = distribution
  }

  /** A port of a replica, or of an agent beside it: then `self` is the agent's. */
  port(caller: Instance, component: string, options: PortOptions = {}): Port {
    const { plan, sim, seed } = this.wiring
    const { timeoutNs, agents } = options
    const isAgent = agents !== undefined || this.actors.get(caller.component)?.[caller.replica] !== caller.self
    const way = wayTo(plan, this.policies, { caller, component, options, isAgent })
    const { replica } = way
    const backends = agents === undefined ? this.backends(component, way) : new Backends(agents.actors)
    const edge = `${caller.component} -> ${way.to}`
    const policy = policyOf(way.policy, options.rules ?? {}, backends.length)
    const balance = options.balance ?? policy.balance
    const rules = replica === undefined ? policy : {}
    const gate = { policy, backends, gate: options.gate }
    const target = {
      backends,
      gated: replica === undefined && agents === undefined && this.guard(caller, component, gate),
      chooser:
        agents === undefined
          ? chooserFor({ plan, sim, seed, caller, component, balance, rules }, backends)
          : new AppointedChooser(agents),
      avoidsTried: options.triesElsewhere === true || isTriedElsewhere(policy, way.policy),
      flows: options.byConnection === true ? new Flows(sim.frames) : null,
      link: way.isLocal ? this.loopback(caller, way.to) : this.link(caller, component),
      edge: options.isProbe === true ? new EdgeMetrics() : this.edge(edge),
    }
    const port = this.make(caller, component, {
      edge,
      target,
      policy,
      timeoutNs,
      isShown: !isAgent && options.isProbe !== true,
    })
    if (way.leaves) this.notePassage(component, { port, proxy: backends.actorOf(0) })
    return port
  }

  /** For a proxy: whom the replica it stands beside calls through it, by the number of the port. */
  proxied(proxy: number): ReadonlyMap<number, string> {
    return this.passages.get(proxy) ?? new Map()
  }

  private notePassage(component: string, { port, proxy }: { readonly port: Port; readonly proxy: number }): void {
    const known = this.passages.get(proxy) ?? new Map<number, string>()
    known.set(this.wiring.sim.ports.lastIndexOf(port), component)
    this.passages.set(proxy, known)
  }

  private make(
    caller: Instance,
    component: string,
    the: {
      /** What its measures are named by. */
      readonly edge: string
      readonly target: PortTarget
      readonly policy: PolicyPlan
      readonly timeoutNs: number | undefined
      readonly isShown: boolean
    },
  ): Port {
    const { sim, seed, metrics } = this.wiring
    const { edge, target, policy, timeoutNs, isShown } = the
    const show = (guards: Guards | null) => {
      const { backends } = target
      if (isShown && (backends.length > 1 || guards !== null))
        this.views.push({ self: caller.self, component, backends, guards })
    }
    if (timeoutNs !== undefined)
      return directPort(sim, caller.self, target, { timeoutNs, deadlineNs: Infinity, cancels: false })
    const { retry } = policy
    const isOneTry = (retry === undefined || retry.attemptsMax === 1) && !isGuarded(policy)
    if (isOneTry) {
      show(null)
      return directPort(sim, caller.self, target, timeLimits(policy))
    }
    const name = { seed, instance: caller.name, target: component }
    const guards = guardsOf(policy, name, target.backends.length, metrics.bag(edge))
    show(guards)
    const backoffs = createKeyed(seed, caller.component, `backoff:${component}`)
    return new ResilientPort(sim, caller.self, target, { policy, guards, backoffs })
  }

  private isRegistry(component: string): boolean {
    const entry = this.wiring.plan.components[component]
    return entry !== undefined && componentOf(entry.kind).registry !== undefined
  }

  private backends(component: string, { to, replica }: Way): Backends {
    const actors = this.actors.get(to) ?? []
    const weights = this.wiring.plan.components[component]?.weights ?? []
    if (replica === undefined) return new Backends(actors, weights)
    return new Backends(actors.slice(replica, replica + 1), weights.slice(replica, replica + 1))
  }

  /** Sets those who mark instances as not to be called on their way. False where there is nobody. */
  private guard(
    caller: Instance,
    component: string,
    the: { readonly policy: PolicyPlan; readonly backends: Backends; readonly gate: PortOptions["gate"] },
  ): boolean {
    const { sim, seed, operations, agents, resolverOf } = this.wiring
    const { policy, backends, gate } = the
    gate?.(backends)
    const { health, discovery } = policy
    // A registry is not looked for in a registry: where its servers are is part of every agent's configuration.
    const isLookedFor = discovery !== undefined && !this.isRegistry(component)
    if (isLookedFor)
      resolverOf(caller, discovery.component).watch({ component, actors: this.actors.get(component) ?? [] }, backends)
    if (health !== undefined) {
      const { operation, params } = healthCheckOf(health)
      agents.add(caller.self, (self) => {
        const name = `${caller.name} -> ${component}`
        const one = { isProbe: true, timeoutNs: timeoutOf(params) }
        const actor = new HealthChecker(sim, self, {
          params,
          operation: operations.numberOf(operation),
          ports: [...backends.actors].map((_, replica) =>
            this.port({ ...caller, self }, component, { ...one, replica }),
          ),
          backends,
          random: createStream(seed, caller.name, `health:${component}`),
          name,
        })
        return { actor, start: () => actor.start() }
      })
    }
    return isLookedFor || health !== undefined || gate !== undefined
  }

  private link(caller: Instance, to: string): NetworkLink {
    const { plan, sim, seed } = this.wiring
    const rule = this.linkRules.for(caller.component, to)
    const options = rule === undefined ? {} : this.linkOptions(rule.link)
    const host = hostOf(plan, caller)
    const identity = { seed, name: `${host.name} -> ${to}` }
    const link = new NetworkLink(sim, identity, options)
    this.links.push({ from: host.component, to, instance: host.name, link })
    return link
  }

  /** Within a machine: no fault of a network strikes it, and no rule is for it but one that names both sides. */
  private loopback(caller: Instance, to: string): Link {
    const { sim, seed } = this.wiring
    const rule = this.linkRules.between(caller.component, to)
    if (rule === undefined) return new IdealLink(sim)
    return new NetworkLink(sim, { seed, name: `${caller.name} => ${to}` }, this.linkOptions(rule.link))
  }

  private edge(name: string): EdgeMetrics {
    const known = this.edges.get(name)
    if (known !== undefined) return known
    const made = new EdgeMetrics()
    this.edges.set(name, made)
    return made
  }

  private linkOptions(link: LinkPlan): NetworkLinkOptions {
    const sampler = (plan: DistributionPlan) => compileDistribution(this.distribution(plan))
    return defined({
      latency: link.latency && sampler(link.latency),
      replyLatency: link.replyLatency && sampler(link.replyLatency),
      bandwidth: link.bandwidth,
      replyBytes: link.replyBytes && sampler(link.replyBytes),
      loss: link.loss,
      replyLoss: link.replyLoss,
      duplication: link.duplication,
      reordering: link.reordering,
      reorderDelayNs: link.reorderDelayNs,
      ordered: link.ordered,
      connections: link.connections && defined(link.connections),
    })
  }
}

/** What a policy says of waiting, null when it says nothing. */
function timeLimits({ timeout = Infinity, deadline = Infinity, retry, cancels }: PolicyPlan): TimeLimits | null {
  const isSilent = timeout === Infinity && deadline === Infinity && retry === undefined && !cancels
  return isSilent ? null : { timeoutNs: timeout, deadlineNs: deadline, cancels }
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** The members that are there. */
function defined<T extends object>(members: T): Defined<T> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Defined<T>
}
