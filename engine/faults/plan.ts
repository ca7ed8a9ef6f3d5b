import type { FaultVerb } from "./verb.ts"

/** When a fault begins and how long it lasts, in whole ns. `forNs` may be Infinity: until a plan ends it, or for good. */
export type FaultTiming =
  | { readonly kind: "timed"; readonly atNs: number; readonly forNs: number }
  /** Every `everyNs` from `atNs` on; beginnings may overlap. */
  | { readonly kind: "repeated"; readonly atNs: number; readonly everyNs: number; readonly forNs: number }
  /** From `fromNs` on, each target on its own: exponential times up (mean `mtbfNs`) and down (mean `mttrNs`) in turn. */
  | { readonly kind: "stochastic"; readonly fromNs: number; readonly mtbfNs: number; readonly mttrNs: number }
  | ConditionalTiming

/** Begins when a reading passes a threshold: looked at every `checkEveryNs`, first after that time. */
export interface ConditionalTiming {
  readonly kind: "conditional"
  /** Index in the table of probes. */
  readonly probe: number
  readonly holdsWhen: "above" | "below"
  readonly threshold: number
  readonly checkEveryNs: number
  readonly forNs: number
  /** From the end until it is looked at again; Infinity for at most once. */
  readonly cooldownNs: number
}

/** One line of a schedule of faults. */
export interface FaultPlan {
  readonly verb: FaultVerb
  /** False for the verb's opposite: whatever is on of the verb ends, whoever began it; `timing.forNs` and `amount` mean nothing then. */
  readonly begins: boolean
  /** Indices in the table of targets. */
  readonly targets: readonly number[]
  /** In the unit of the verb's amount; 0 where it has none. */
  readonly amount: number
  readonly timing: FaultTiming
}

/** Whom a fault is told to: a replica's actor or a link, and the stable name its draws are keyed by. */
export interface FaultTarget {
  readonly name: string
  readonly receiver: { onFault(verb: string, on: boolean, amount: number): void }
}
