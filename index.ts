/** Orrery's public API. */
export {
  CountMetric,
  checkInvariants,
  type Invariant,
  LatencyMetric,
  LevelMetric,
  LogHistogram,
  type LogHistogramSnapshot,
  OUTCOMES,
  type OutcomeName,
  SampleMetric,
} from "./engine/index.ts"
export type { ScenarioPlan } from "./scenarios/plan.ts"
export { type ReadResult, readScenario } from "./scenarios/read.ts"
export { type RunRecord, readRecord } from "./scenarios/record/read-record.ts"
export { buildReport, type Report, type ReportOptions, reportRecorder } from "./scenarios/report/index.ts"
export type { EstateOptions } from "./scenarios/run/estate.ts"
export { Run, type StoppedBy } from "./scenarios/run/run.ts"
export { applySuggestion, type Problem, problemLine } from "./scenarios/text/problem.ts"
