import { directPort } from "../../components/client-stack/direct.ts"
import { DEFAULT_POLICY, type PolicyPlan } from "../../components/client-stack/policy.ts"
import { guardsOf, isGuarded } from "../../components/client-stack/port/guards.ts"
import { ResilientPort } from "../../components/client-stack/port/resilient-port.ts"
import { Backends } from "../../components/kit/balancing/backends.ts"
import { chooserOf } from "../../components/kit/balancing/strategy.ts"
import type { PortOptions } from "../../components/kit/contract.ts"
import type { DistributionPlan } from "../../components/kit/distribution/plan.ts"
import { STRATEGIES } from "../../components/load-balancing/choice.ts"
import {
  compileDistribution,
  createKeyed,
  type DistributionSpec,
  EdgeMetrics,
  NetworkLink,
  type NetworkLinkOptions,
  type Port,
  type SeedWords,
  type Simulation,
  type TimeLimits,
} from "../../engine/index.ts"
import type { LinkPlan, ScenarioPlan } from "../plan.ts"
import { ruleFor } from "./rules.ts"

/** One caller instance's link to one component, as faults find it. */
export interface WiredLink {
  readonly from: string
  readonly to: string
  /** Of the calling replica. */
  readonly instance: string
  readonly link: NetworkLink
}

/** Who calls: a replica of a component. */
export interface Caller {
  readonly component: string
  readonly instance: string
  readonly self: number
}

/** Makes the ports of an estate, with the links and edge measures behind them. */
export class PortMaker {
  readonly links: WiredLink[] = []
  /** Measures of the calls between components, by `from -> to`. */
  readonly edges = new Map<string, EdgeMetrics>()
  private readonly plan: ScenarioPlan
  private readonly sim: Simulation
  private readonly seed: SeedWords
  /** Actor numbers of each component's replicas. */
  private readonly actors: ReadonlyMap<string, readonly number[]>
  private readonly distribution: (plan: DistributionPlan) => DistributionSpec

  constructor(
    wiring: { readonly plan: ScenarioPlan; readonly sim: Simulation; readonly seed: SeedWords },
    actors: ReadonlyMap<string, readonly number[]>,
    distribution: (plan: DistributionPlan) => DistributionSpec,
  ) {
    this.plan = wiring.plan
    this.sim = wiring.sim
    this.seed = wiring.seed
    this.actors = actors
    this.distribution = distribution
  }

  port(caller: Caller, component: string, options: PortOptions = {}): Port {
    const { plan, sim, seed } = this
    const policy: PolicyPlan = ruleFor(plan.policies, caller.component, component)?.policy ?? DEFAULT_POLICY
    const balance = options.balance ?? policy.balance
    const strategy = STRATEGIES.get(balance.strategy)
    if (strategy === undefined) throw new Error(`there is no balancing strategy "${balance.strategy}"`)
    const backends = new Backends(this.actors.get(component) ?? [])
    const name = { seed, instance: caller.instance, target: component }
    const target = {
      backends,
      chooser: chooserOf(strategy, balance.params, backends, name),
      link: this.link(caller, component),
      edge: this.edge(caller.component, component),
    }
    const { retry } = policy
    const isOneTry = (retry === undefined || retry.attemptsMax === 1) && !isGuarded(policy)
    if (isOneTry) return directPort(sim, caller.self, target, timeLimits(policy))
    const guards = guardsOf(policy, name, backends.length)
    const backoffs = createKeyed(seed, caller.component, `backoff:${component}`)
    return new ResilientPort(sim, caller.self, target, { policy, guards, backoffs })
  }

  private link(caller: Caller, to: string): NetworkLink {
    const rule = ruleFor(this.plan.links, caller.component, to)
    const options = rule === undefined ? {} : this.linkOptions(rule.link)
    const identity = { seed: this.seed, name: `${caller.instance} -> ${to}` }
    const link = new NetworkLink(this.sim, identity, options)
    this.links.push({ from: caller.component, to, instance: caller.instance, link })
    return link
  }

  private edge(from: string, to: string): EdgeMetrics {
    const name = `${from} -> ${to}`
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
