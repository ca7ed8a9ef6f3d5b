import { CANCELLED, DEADLINE, IN_FLIGHT, partsOf, type Row, TIMEOUT } from "../../../engine/index.ts"
import { criticalCalls } from "./critical.ts"
import type { Trace } from "./trace.ts"

/** Kinds of time, as columns of a table with a row for each component. */
export const QUEUE = 0
export const POOL = 1
export const SERVICE = 2
export const NETWORK = 3
export const BACKOFF = 4
export const PHASE_COUNT = 5

/** What is known of components beside their spans. */
export interface Norms {
  /** By component number: own work longer than this, of a call that was given up, was waiting. */
  readonly serviceMaxNs: Float64Array
  /** By component number: what time without a trace of work is, of a call that was given up (a phase). */
  readonly silence: Uint8Array
}

/** Adds a call's time, the part `scale` of it, to a table of [component × phase] in ns; what it waited for goes deeper. */
export function attribute(trace: Trace, norms: Norms, call: { row: Row; scale: number }, into: Float64Array): void {
  const { row, scale } = call
  const { table } = trace
  if (table.outcome(row) === IN_FLIGHT) return
  const parts = partsOf(table, trace.children, row)
  const component = trace.toNumber(row)
  if (component < 0) return
  const add = (phase: number, ns: number) => {
    const at = component * PHASE_COUNT + phase
    into[at] = (into[at] ?? 0) + ns * scale
  }
  const unbooked = wasGivenUp(table.outcome(row))
    ? Math.max(0, parts.serviceNs - (norms.serviceMaxNs[component] ?? 0))
    : 0
  add(QUEUE, parts.queueNs)
  add(POOL, parts.poolNs)
  add(norms.silence[component] ?? NETWORK, unbooked)
  add(SERVICE, parts.serviceNs - unbooked)
  add(NETWORK, parts.networkNs)
  add(BACKOFF, parts.backoffNs)
  if (parts.downstreamNs > 0) passOn(trace, norms, { row, ns: parts.downstreamNs * scale }, into)
}

/** A wait that is still going on when the caller gives up is not yet booked as one. */
function wasGivenUp(outcome: number): boolean {
  return outcome === TIMEOUT || outcome === CANCELLED || outcome === DEADLINE
}

/** Divides downstream time among the calls that were the last to be waited for at each moment. */
function passOn(trace: Trace, norms: Norms, wait: { row: Row; ns: number }, into: Float64Array): void {
  const segments = criticalCalls(trace.table, wait.row, trace.childrenOf(wait.row))
  const coveredNs = segments.reduce((sum, { ns }) => sum + ns, 0)
  if (coveredNs === 0) return
  const share = wait.ns / coveredNs
  for (const { row, ns } of segments) {
    const durationNs = trace.table.duration(row)
    if (durationNs > 0) attribute(trace, norms, { row, scale: (ns / durationNs) * share }, into)
  }
}
