import type { ConnectionOptions } from "../../engine/index.ts"
import type { PolicyPlan } from "../client-stack/policy.ts"
import type { DistributionPlan } from "./distribution/plan.ts"

/** From a time on, which share of the requests each version gets. */
export interface VersionStep {
  readonly atNs: number
  readonly shares: readonly number[]
}

/** Components that stand for one, and how requests are spread over them. */
export interface VersionsPlan {
  readonly versions: readonly string[]
  /** By rising time; the first begins with the run. */
  readonly steps: readonly VersionStep[]
  /** Who gets a copy of a share of the requests, whose answers are dropped. */
  readonly mirror: { readonly to: string; readonly share: number } | undefined
}

/** A component that the replica beside a proxy calls: itself, or versions of it. */
export interface ProxyTarget {
  readonly component: string
  readonly versions: VersionsPlan | undefined
}

/** A component whose replicas have a proxy beside them. */
export interface ProxyMember {
  readonly component: string
  readonly replicas: number
  readonly targets: readonly ProxyTarget[]
}

/** Who has something to do with a mesh. */
export interface ProxyRoster {
  readonly members: readonly ProxyMember[]
  /** The members and those that they call, versions one by one. */
  readonly services: readonly { readonly component: string; readonly replicas: number }[]
}

/** What the proxy of a member is made from. */
export interface ProxySite {
  /** Name and replicas of the component that it belongs to. */
  readonly owner: string
  readonly planes: number
  readonly member: ProxyMember
}

/** For calls from one side to the other, each a name, a prefix glob or `*`. */
export interface ProxyRule {
  readonly from: string
  readonly to: string
  /** As it is written. */
  readonly key: string
  readonly path: readonly (string | number)[]
}

/** What a kind that puts a proxy beside the replicas of others says of it. */
export interface ProxyRole<Params> {
  /** Names or globs of those that get one, and where they stand in the parameters. */
  members(params: Params): readonly { readonly pattern: string; readonly path: readonly (string | number)[] }[]
  /** Names or globs of members elsewhere in the parameters. */
  names(params: Params): readonly { readonly pattern: string; readonly path: readonly (string | number)[] }[]
  /** Rules in the parameters, each for calls of members. */
  rules(params: Params): readonly ProxyRule[]
  /** The kind's own parameters, now that it is known who the members are and whom they call. */
  enlist(params: Params, roster: ProxyRoster): unknown
  /** Kind and parameters of the proxy beside a member. */
  proxy(params: Params, site: ProxySite): { readonly kind: string; readonly params: unknown }
  /** What a proxy does about calls that a rule is for, by its key; undefined: where none is. */
  policy(params: Params, rule: string | undefined): PolicyPlan
  /** The connections between two proxies; undefined where they are no objects of their own. */
  connections(params: Params): ConnectionOptions | undefined
  /** Whom the proxies of a member ask about requests. */
  asks(params: Params, member: string): readonly string[]
  /** How long a request takes from a replica to the proxy beside it, or back; nothing when absent. */
  loopback(params: Params): DistributionPlan | undefined
  /** Whether proxies turn away whoever has none. */
  demands(params: Params): boolean
  /** Whether the proxy of a member may turn requests away by rules. */
  refuses(params: Params, member: string): boolean
}
