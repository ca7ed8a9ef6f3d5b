/** Orrery's public API. */
export { checkInvariants, type Invariant, OUTCOMES, type OutcomeName } from "./engine/index.ts"
export type { ScenarioPlan } from "./scenarios/plan.ts"
export { type ReadResult, readScenario } from "./scenarios/read.ts"
export { Run, type StoppedBy } from "./scenarios/run/run.ts"
export type { EstateOptions } from "./scenarios/run/estate.ts"
export { applySuggestion, type Problem, problemLine } from "./scenarios/text/problem.ts"
