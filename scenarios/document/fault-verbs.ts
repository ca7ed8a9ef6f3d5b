import { FAULT_VERBS, type FaultVerb } from "../../engine/index.ts"

export type { FaultVerb } from "../../engine/index.ts"

/** Every verb of `faults` with what it strikes and its amount, for forms and for completion. */
export const faultVerbs: readonly FaultVerb[] = FAULT_VERBS
