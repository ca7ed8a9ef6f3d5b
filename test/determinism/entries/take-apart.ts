import { parentPort, workerData } from "node:worker_threads"
import type { Plain } from "../../../engine/index.ts"
import { buildReport } from "../../../scenarios/report/index.ts"
import { type Instants, instantsOf } from "../instants.ts"
import { type Moment, momentOf, recordedRun } from "../moment.ts"
import { shortened } from "../shortened.ts"

/** A scenario, shortened to about `events` events, and the instants to stop at; without them they are chosen. */
export interface TakingApart {
  readonly text: string
  readonly events: number
  readonly at?: readonly number[]
}

/** A whole run, and another one at its instants. */
export interface TakenApart {
  readonly instants: Instants
  readonly moments: readonly Moment[]
  readonly events: number
  readonly faults: number
  readonly retries: number
  /** Its state at the end, and what it prints. */
  readonly end: Plain
  readonly report: string
}

const { text, events, at }: TakingApart = workerData
const plan = shortened(text, events)
const instants = instantsOf(plan)
const stops = recordedRun(plan)
const moments = (at ?? instants.events).map((event) => momentOf(stops, event))
const whole = recordedRun(plan)
whole.advance()
const result: TakenApart = {
  instants,
  moments,
  events: whole.events,
  faults: plan.faults.length,
  retries: [...whole.estate.ports.edges.values()].reduce((sum, edge) => sum + edge.retries, 0),
  // Before the report, which brings levels up to now.
  end: whole.snapshot(),
  report: JSON.stringify(buildReport(whole)),
}
parentPort?.postMessage(result)
