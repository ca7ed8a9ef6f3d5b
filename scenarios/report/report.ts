import type { OutcomeName } from "../../engine/index.ts"
import type { Estimate } from "../../statistics/index.ts"
import type { StoppedBy } from "../run/run.ts"

/** What a run gives, in plain data: the same bytes for the same scenario, seed and version. Times in milliseconds. */
export interface Report {
  readonly format: "orrery.report/1"
  readonly scenario: { readonly name: string; readonly question?: string; readonly hash: string }
  readonly seed: string
  readonly engine: string
  readonly digest: string
  /** `durationMs` is how far the run got, the warm-up included; measures begin at the end of the warm-up. */
  readonly simulated: { readonly durationMs: number; readonly warmupMs: number; readonly events: number }
  readonly stoppedBy: StoppedBy | null
  readonly stall?: readonly StallEntry[]
  readonly load: Readonly<Record<string, ClientReport>>
  readonly components: Readonly<Record<string, ComponentReport>>
  readonly links: Readonly<Record<string, LinkReport>>
  readonly objectives: readonly ObjectiveReport[]
  readonly bottleneck: BottleneckReport | null
  readonly attribution: AttributionReport
  readonly invariants: readonly { readonly name: string; readonly held: boolean; readonly found?: string }[]
  readonly warnings: readonly WarningReport[]
}

/** Who waits for whom in a run that cannot go on. */
export interface StallEntry {
  readonly waiter: string
  readonly for: string
  readonly holder: string
  readonly requests: number
}

export type OutcomeCounts = Readonly<Partial<Record<OutcomeName, number>>>

/** `max` is null where nothing was measured. */
export interface Durations {
  readonly mean: Estimate
  readonly p50: Estimate
  readonly p90: Estimate
  readonly p95: Estimate
  readonly p99: Estimate
  readonly p999: Estimate
  readonly max: number | null
}

/** Requests of a client, or of one of its classes. */
export interface RequestReport {
  readonly offered: number
  readonly completed: number
  readonly succeeded: number
  readonly outcomes: OutcomeCounts
  readonly inFlight: number
  /** Requests that ended ok, per second. */
  readonly ratePerSecond: Estimate
  /** Of requests that ended ok. */
  readonly latencyMs: Durations
}

export interface ClientReport extends RequestReport {
  readonly operations: Readonly<Record<string, RequestReport>>
}

export interface LevelReport {
  readonly mean: Estimate
  readonly max: number
}

/** `requests` and `outcomes` are attempts of its callers, as they saw them end. */
export interface ComponentReport {
  readonly kind: string
  readonly profile?: string
  readonly requests: number
  readonly outcomes: OutcomeCounts
  /** Share of its slots in use; without a limit of slots, of its processor. */
  readonly utilisation: Estimate
  readonly queueLength: LevelReport
  readonly waitMs: Durations
  readonly serviceMs: Durations
  readonly replicas: number
  readonly counters: Readonly<Record<string, CounterReport>>
}

/** A counter's total, a level, durations, or a ratio of counters. */
export type CounterReport = number | LevelReport | Durations | Estimate

/** Numbers found now and then; `max` is null where there were none. */
export interface SampleReport {
  readonly mean: Estimate
  readonly max: number | null
}

export interface LinkReport {
  readonly calls: number
  readonly outcomes: OutcomeCounts
  /** Attempts after the first; among `calls`. */
  readonly retries: number
  readonly latencyMs: { readonly mean: Estimate; readonly max: number | null }
  /** Calls at a time that an adaptive limit allows the caller's replicas together; absent without one. */
  readonly limit?: LevelReport
  /** By name what that limit decides by, such as Vegas's queue, of all its decisions; absent where it has none. */
  readonly estimates?: Readonly<Record<string, SampleReport>>
}

export type Verdict = "pass" | "fail" | "inconclusive"

export interface ObjectiveReport {
  readonly text: string
  readonly verdict: Verdict
  readonly unit: "ms" | "share" | "perSecond" | "count"
  readonly limit: number
  readonly estimate: Estimate
  /** Start of the first window that breaks the objective beyond chance, from the start of the run. */
  readonly firstBreachMs?: number
  /** How wide that window is: the breach began somewhere within it. */
  readonly breachWindowMs?: number
}

/** Why the slowest or failing requests are as they are, in one word. */
export type CauseName =
  | "slots"
  | "cpu"
  | "pool"
  | "lock"
  | "rate-limit"
  | "slow-dependency"
  | "retry-storm"
  | "outage"
  | "errors"
  | "network"
  | "work"

export interface BottleneckReport {
  readonly component: string
  readonly cause: CauseName
  readonly why: string
  /** Share of the slowest requests' time, or of the failures, that it explains. */
  readonly share: number
  readonly of: "time" | "failures"
  readonly evidence: readonly Evidence[]
}

export interface Evidence {
  readonly what: string
  readonly value: number
  readonly unit: "share" | "ms" | "perSecond" | "count" | "times"
}

export type Phase = "queue" | "pool" | "service" | "network" | "backoff"

export interface AttributionReport {
  /** Where the time of the slowest hundredth of the recorded requests went. The shares add up to 1. */
  readonly p99: readonly { readonly component: string; readonly phase: Phase; readonly share: number }[]
  /** Of how many recorded requests those are the slowest hundredth, and what share of all is recorded. */
  readonly requests: number
  readonly sampleShare: number
}

export interface WarningReport {
  readonly code: string
  readonly message: string
}
