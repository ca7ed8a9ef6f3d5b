import type { Backends } from "./balancing/backends.ts"
import type { ChoosingRules } from "./choosing.ts"
import type { StrategyPlan } from "./strategy-choice.ts"

/** Agents beside a component's replicas, as whoever calls them knows them. */
export interface AgentTarget {
  /** In the place of the replicas. */
  readonly actors: readonly number[]
  /** Which of them the next call is for: whoever calls says so before. */
  index: number
}

/** What a component says of a port that it asks for. */
export interface PortOptions {
  /** Goes to agents beside the replicas instead of to these. */
  readonly agents?: AgentTarget
  /** The component's own way of choosing among the target's replicas. */
  readonly balance?: StrategyPlan
  /** What the component says itself of choosing: goes before what the policies say. */
  readonly rules?: ChoosingRules
  /** Requests that came over one connection go to one replica: it chooses by connection, on layer 4. */
  readonly byConnection?: boolean
  /** Goes to this replica and no other, past what the policies say of choosing. */
  readonly replica?: number
  /** In place of what the policies say, one try of at most so many ns. */
  readonly timeoutNs?: number
  /** Its calls are no requests of the target, and count in no report of them. */
  readonly isProbe?: boolean
  /** The target is on the same machine: no network lies between, and no fault of one. */
  readonly isLocal?: boolean
  /** Another try goes to a replica that none before went to, where there is one. */
  readonly triesElsewhere?: boolean
  /** Given the columns in which to mark replicas as not to be called; the port then looks there before each call. */
  readonly gate?: (backends: Backends) => void
}
