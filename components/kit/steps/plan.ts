import type { OutcomeName } from "../../../engine/index.ts"
import type { DistributionPlan } from "../distribution/plan.ts"
import type { OperationReference } from "../reference.ts"

/** A step of an operation, as read. */
export type StepPlan =
  | { readonly work: DistributionPlan }
  | { readonly wait: DistributionPlan }
  | { readonly call: CallPlan }
  | { readonly then: OperationReference }
  | { readonly parallel: readonly StepPlan[]; readonly need?: number | undefined; readonly count?: number | undefined }
  | { readonly choose: readonly { readonly weight: number; readonly steps: readonly StepPlan[] }[] }
  | { readonly repeat: RepeatPlan }
  | { readonly fail: { readonly outcome: OutcomeName; readonly share: number } }
  | { readonly cacheAside: { readonly cache: OperationReference; readonly load: readonly StepPlan[] } }
  | { readonly sequence: readonly StepPlan[] }
  | { readonly lock: "row" }

export interface CallPlan {
  readonly to: OperationReference
  readonly release: boolean
  readonly optional: boolean
  readonly detached: boolean
}

/** Exactly one of `times` and `again`. */
export interface RepeatPlan {
  readonly times?: number | undefined
  readonly again?: number | undefined
  readonly steps: readonly StepPlan[]
}
