import {
  type CountMetric,
  type LatencyMetric,
  type LevelMetric,
  OK,
  OUTCOMES,
  type OutcomeName,
} from "../../engine/index.ts"
import type { MetricBag } from "../kit/contract.ts"

/**
 * What is measured of a client's requests, or of one class of them. All start anew at the end of a warm-up, but
 * `inFlight` goes on from where it stands: a request sent before and answered after it counts as completed and not as
 * offered, so `completed` may exceed `offered` by what was in flight then.
 */
export interface RequestTally {
  /** Sent, each counted once however often it is tried. */
  readonly offered: CountMetric
  /** Ended in any way. */
  readonly completed: CountMetric
  /** By number of the outcome; that of `ok` is those that succeeded. The sum of all is `completed`. */
  readonly outcomes: readonly CountMetric[]
  readonly inFlight: LevelMetric
  /** Of requests that succeeded, from sending to the answer, in ns. */
  readonly latency: LatencyMetric
}

/** The measures of one client, shared by its replicas. */
export interface LoadTally {
  readonly whole: RequestTally
  readonly names: readonly string[]
  /** By number of the class; where there is one class only, it is the whole. */
  readonly classes: readonly RequestTally[]
}

/** A tally as plain numbers. */
export interface RequestCounts {
  readonly offered: number
  readonly completed: number
  readonly succeeded: number
  /** Those that occurred. */
  readonly outcomes: Readonly<Partial<Record<OutcomeName, number>>>
  readonly inFlight: number
}

/**
 * The measures in a client's bag, made where there are none yet: `offered`, `completed`, `succeeded`, `inFlight`,
 * `latency` and `outcome.<name>` of all requests, and where there are several classes each with `.<class>` behind it.
 */
export function loadTally(bag: MetricBag, names: readonly string[]): LoadTally {
  const whole = tallyOf(bag, "")
  return { whole, names, classes: names.length === 1 ? [whole] : names.map((name) => tallyOf(bag, `.${name}`)) }
}

/** The numbers as they stand. */
export function countsOf(tally: RequestTally): RequestCounts {
  const outcomes: Partial<Record<OutcomeName, number>> = {}
  OUTCOMES.forEach((name, outcome) => {
    const total = tally.outcomes[outcome]?.total ?? 0
    if (total > 0) outcomes[name] = total
  })
  return {
    offered: tally.offered.total,
    completed: tally.completed.total,
    succeeded: tally.outcomes[OK]?.total ?? 0,
    outcomes,
    inFlight: tally.inFlight.level.value,
  }
}

/** Books a request that is sent. */
export function bookSent(tally: RequestTally): void {
  tally.offered.add()
  tally.inFlight.add(1)
}

/** Books a request that has ended. */
export function bookEnded(tally: RequestTally, outcome: number, latencyNs: number): void {
  tally.completed.add()
  tally.inFlight.add(-1)
  tally.outcomes[outcome]?.add()
  if (outcome === OK) tally.latency.record(latencyNs)
}

function tallyOf(bag: MetricBag, ending: string): RequestTally {
  return {
    offered: bag.counter(`offered${ending}`),
    completed: bag.counter(`completed${ending}`),
    outcomes: OUTCOMES.map((name) => bag.counter(`${name === "ok" ? "succeeded" : `outcome.${name}`}${ending}`)),
    inFlight: bag.level(`inFlight${ending}`),
    latency: bag.latency(`latency${ending}`),
  }
}
