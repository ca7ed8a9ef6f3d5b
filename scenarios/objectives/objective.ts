import type { OutcomeName } from "../../engine/frames/outcome.ts"
import type { Ns } from "../../engine/time.ts"

export type Comparison = "<" | "<=" | ">" | ">="

/** What an objective is about: a component or client, one operation of it, or the calls of a link. */
export type ObjectiveTarget =
  | { readonly of: "component"; readonly component: string }
  | { readonly of: "operation"; readonly component: string; readonly operation: string }
  | { readonly of: "link"; readonly from: string; readonly to: string }

/** `quantile` is a fraction: 0.999 for p99.9. */
export type Statistic = { readonly of: "quantile"; readonly quantile: number } | { readonly of: "mean" | "max" }

/** A measure of a thing, compared with a limit. Limits are in base units: nanoseconds, per second, fractions of one. */
export type MeasuredObjective = { readonly target: ObjectiveTarget; readonly comparison: Comparison } & (
  | { readonly measure: "latency"; readonly statistic: Statistic; readonly limit: Ns }
  /** Share of finished requests that ended ok, or did not. */
  | { readonly measure: "success" | "errors"; readonly limit: number }
  | { readonly measure: "share"; readonly outcome: OutcomeName; readonly limit: number }
  /** Requests that ended ok, per second. */
  | { readonly measure: "rate"; readonly limit: number }
  | { readonly measure: "utilisation"; readonly limit: number }
  | { readonly measure: "queue"; readonly statistic: { readonly of: "mean" | "max" }; readonly limit: number }
  /** Attempts after the first, as a share of first attempts; it can pass 100%. */
  | { readonly measure: "retries"; readonly limit: number }
  | { readonly measure: "hit-ratio"; readonly limit: number }
)

/** All other objectives hold again, and stay so, at most this long after the last fault ended. */
export interface RecoveryObjective {
  readonly measure: "recovery"
  readonly limit: Ns
}

export type Objective = MeasuredObjective | RecoveryObjective

export type Measure = MeasuredObjective["measure"]

/** What a scenario has, for checking that an objective selects something. */
export interface ObjectiveNames {
  /** What each component, client or other, can be asked for, and its operations. */
  readonly components: ReadonlyMap<
    string,
    { readonly measures: ReadonlySet<Measure>; readonly operations: readonly string[] }
  >
  /** Who calls whom. */
  readonly links: readonly { readonly from: string; readonly to: string }[]
  readonly faultCount: number
}

/** What the calls of a link, and the requests of one operation, can be asked for. */
export const linkMeasures: ReadonlySet<Measure> = new Set(["latency", "success", "errors", "share", "rate", "retries"])
export const operationMeasures: ReadonlySet<Measure> = new Set(["latency", "success", "errors", "share", "rate"])
