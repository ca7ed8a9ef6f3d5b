import type { PolicyPlan } from "../components/client-stack/policy.ts"
import type { DistributionPlan } from "../components/kit/distribution/plan.ts"
import type { Ns } from "../engine/index.ts"
import type { Objective } from "./objectives/objective.ts"

/** A scenario after reading: every default filled in, every unit a number, every name known to exist. */
export interface ScenarioPlan {
  readonly name: string
  readonly question: string | undefined
  readonly seed: string
  readonly run: RunPlan
  readonly components: Readonly<Record<string, ComponentPlan>>
  /** By client component. */
  readonly load: Readonly<Record<string, unknown>>
  readonly links: readonly LinkRule[]
  readonly policies: readonly PolicyRule[]
  readonly faults: readonly FaultRule[]
  readonly objectives: readonly Objective[]
  /** SHA-256 of the canonical form, in hexadecimal. */
  readonly hash: string
}

export interface RunPlan {
  /** Simulated time in all, the warm-up included. */
  readonly durationNs: Ns
  /** Measures start anew at its end. */
  readonly warmupNs: Ns
  readonly eventsMax: number
  readonly liveCallsMax: number
}

export interface ComponentPlan {
  readonly kind: string
  readonly profile: string | undefined
  readonly replicas: number
  /** Replica i stands in zone i modulo their number; empty where the document says nothing. */
  readonly zones: readonly string[]
  /** Of each replica, relative to the others; 1 where the list ends. */
  readonly weights: readonly number[]
  /** The registry its replicas enter themselves in. */
  readonly register: string | undefined
  /** The component of the proxies beside its replicas, where it is a member of a mesh. */
  readonly proxy?: string
  /** Where it is such a component: whose replicas they stand beside. */
  readonly beside?: string
  /** What the kind's own schema returned. */
  readonly params: unknown
}

/** A rule for calls between components; `from` and `to` are names, prefix globs or `*`. */
export interface EdgeRule {
  readonly from: string
  readonly to: string
}

export interface LinkRule extends EdgeRule {
  readonly link: LinkPlan
}

export interface PolicyRule extends EdgeRule {
  readonly policy: PolicyPlan
}

/** See engine/links/options.ts for what each does. */
export interface LinkPlan {
  readonly latency: DistributionPlan | undefined
  readonly replyLatency: DistributionPlan | undefined
  /** Bytes per second. */
  readonly bandwidth: number | undefined
  readonly replyBytes: DistributionPlan | undefined
  readonly loss: number
  readonly replyLoss: number | undefined
  readonly duplication: number
  readonly reordering: number
  readonly reorderDelayNs: Ns | undefined
  readonly ordered: boolean
  readonly connections:
    | {
        readonly max: number | undefined
        readonly keepAlive: boolean
        readonly handshakeRoundTrips: number
        readonly idleTimeoutNs: Ns | undefined
        readonly streams: number
        readonly requestsMax: number | undefined
        readonly ageMaxNs: Ns | undefined
        readonly initialWindow: number | undefined
      }
    | undefined
}

/** One entry of `faults`. */
export interface FaultRule {
  /** The verb's name or its opposite's. */
  readonly verb: string
  readonly target: FaultTargetPlan
  /** In the unit of the verb's amount; undefined where it has none or the default applies. */
  readonly amount: number | undefined
  readonly timing: FaultTimingPlan
}

export type FaultTargetPlan =
  | { readonly kind: "component"; readonly pattern: string; readonly replica: number | undefined }
  | { readonly kind: "link"; readonly from: string; readonly to: string }
  | { readonly kind: "zone"; readonly zone: string }

export type FaultTimingPlan =
  | { readonly kind: "timed"; readonly atNs: Ns; readonly forNs: Ns }
  | { readonly kind: "repeated"; readonly atNs: Ns; readonly everyNs: Ns; readonly forNs: Ns }
  | { readonly kind: "stochastic"; readonly fromNs: Ns; readonly mtbfNs: Ns; readonly mttrNs: Ns }
  | {
      readonly kind: "conditional"
      /** A level of a component: "queue" or "busy". */
      readonly metric: "queue" | "busy"
      readonly component: string
      readonly holdsWhen: "above" | "below"
      readonly threshold: number
      readonly checkEveryNs: Ns
      readonly forNs: Ns
      readonly cooldownNs: Ns
    }
