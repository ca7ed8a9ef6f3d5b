import type { PolicyPlan, RetryPlan } from "../../components/client-stack/policy.ts"
import type { Backends } from "../../components/kit/balancing/backends.ts"
import type { Chooser } from "../../components/kit/balancing/balancer.ts"
import { hasMemberRules, type MemberRules } from "../../components/kit/balancing/member-rules.ts"
import { Members, type Places } from "../../components/kit/balancing/members.ts"
import { chooserOf } from "../../components/kit/balancing/strategy.ts"
import type { ChoosingRules, NextUpstream } from "../../components/kit/choosing.ts"
import type { StrategyPlan } from "../../components/kit/strategy-choice.ts"
import { STRATEGIES } from "../../components/load-balancing/choice.ts"
import { createStream, type SeedWords, type Simulation } from "../../engine/index.ts"
import type { ComponentPlan, ScenarioPlan } from "../plan.ts"
import type { Instance } from "./instances.ts"

/** What a caller does about its calls to a component: what it says itself before what the policies say. */
export function policyOf(policy: PolicyPlan, own: ChoosingRules, backends: number): PolicyPlan {
  const { nextUpstream, ...rules } = own
  const said = Object.entries(rules).filter(([, value]) => value !== undefined)
  const retry = policy.retry ?? (nextUpstream && retryOf(nextUpstream, backends))
  return { ...policy, ...Object.fromEntries(said), ...(retry === undefined ? {} : { retry }) }
}

/** Whether further tries are the caller's own, which go to the next upstream, and not the policies'. */
export function isTriedElsewhere({ retry }: PolicyPlan, policy: PolicyPlan): boolean {
  return policy.retry === undefined && retry !== undefined && retry.attemptsMax > 1
}

function retryOf({ tries, on }: NextUpstream, backends: number): RetryPlan {
  const attemptsMax = tries === "each" ? backends : tries
  return { attemptsMax, backoff: { baseNs: 0, capNs: 0, factor: 1 }, jitter: "none", on: [...on] }
}

export interface ChooserParts {
  readonly plan: ScenarioPlan
  readonly sim: Simulation
  readonly seed: SeedWords
  readonly caller: Instance
  readonly component: string
  readonly balance: StrategyPlan
  readonly rules: MemberRules
}

/** The strategy of a port, behind the rules of who is chosen among where there are any. */
export function chooserFor(parts: ChooserParts, backends: Backends): Chooser {
  const { sim, seed, caller, component, balance, rules } = parts
  const strategy = STRATEGIES.get(balance.strategy)
  if (strategy === undefined) throw new Error(`there is no balancing strategy "${balance.strategy}"`)
  const over = (view: Backends, label: string) => {
    const target = label === "" ? component : `${component}:${label}`
    return chooserOf(strategy, balance.params, view, { seed, instance: caller.name, target })
  }
  if (!hasMemberRules(rules)) return over(backends, "")
  const random = createStream(seed, caller.name, `members:${component}`)
  return new Members({ clock: sim, backends, rules, places: placesOf(parts, backends.length), random, chooserOf: over })
}

function placesOf({ plan, caller, component }: ChooserParts, length: number): Places {
  const { zones = [] } = plan.components[component] ?? {}
  const callers = new Map<string, number>()
  for (let replica = 0; replica < caller.replicas; replica++) {
    const zone = zoneOf(plan.components[caller.component], replica)
    callers.set(zone, (callers.get(zone) ?? 0) + 1)
  }
  const zoneOfBackend = Array.from({ length }, (_, replica) => zones[replica % zones.length] ?? "")
  return { zoneOf: zoneOfBackend, own: caller.zone ?? "", callers }
}

function zoneOf(entry: ComponentPlan | undefined, replica: number): string {
  const zones = entry?.zones ?? []
  return zones[replica % zones.length] ?? ""
}
