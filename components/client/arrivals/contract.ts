import type { DistributionSpec, Plain, Stream } from "../../../engine/index.ts"
import type { DistributionPlan } from "../../kit/distribution/plan.ts"
import type { NotationKind } from "../../kit/notation/notation.ts"

/** What an arrival process is given for its next arrival: made once at wiring and reused. */
export interface ArrivalsContext<Params, State> {
  readonly params: Params
  readonly state: State
  /** The client's own stream for this purpose: nothing else draws from it. */
  readonly random: Stream
  /** The latest arrival in whole ns since the client began to send; 0 before the first. */
  now: number
  /** Set by `next`: whole ns from `now` to the next arrival, Infinity where none follows. */
  delayNs: number
  /** Set by `next`: requests that arrive together, from 0. It is 1 unless a process says otherwise. */
  size: number
}

/** Gives the engine's form of a distribution whose samples may be in a file. */
export type Resolve = (plan: DistributionPlan) => DistributionSpec

/** A way for requests to arrive, declared once: how it is written, and pure functions over explicit state. */
export interface ArrivalsDefinition<Plan, Params, State extends Plain> {
  readonly kind: string
  readonly title: string
  readonly summary: string
  readonly sources: readonly string[]
  /** How it is written; its forms build the plan, which is plain data. */
  readonly notation: Omit<NotationKind<Plan>, "summary">
  /** The parameter that is the whole text behind the kind in the short form, blanks and all. */
  readonly rest?: string
  /** The plan made ready to draw from. Rates become arrivals per ns. */
  readonly prepare: (plan: Plan, resolve: Resolve) => Params
  /** Requests per second in the long run. */
  readonly ratePerSecond: (params: Params) => number
  /** Variance / mean^2 of the times between arrivals, where these do not depend on each other: 1 for Poisson arrivals. */
  readonly gapScv?: (params: Params) => number
  readonly state: (params: Params) => State
  readonly next: (context: ArrivalsContext<Params, State>) => void
}

export type AnyArrivals = ArrivalsDefinition<unknown, unknown, Plain>

/** The registry's door: what a process's functions are given is what its own forms, `prepare` and `state` returned. */
export function defineArrivals<Plan, Params, State extends Plain>(
  definition: ArrivalsDefinition<Plan, Params, State>,
): AnyArrivals {
  return definition as unknown as AnyArrivals
}
