import type { Row, SpanTable } from "../../engine/index.ts"
import { CANCELLED, DEADLINE, IN_FLIGHT, TIMEOUT } from "../../scenarios/record/columns.ts"
import { chunkOf, slotOf } from "./spans.ts"

/**
 * The instants of one call, in ns, none before the one above it. A call that is open has only its start; the others are
 * Infinity, since a record learns of waits when a call ends.
 */
export interface CallPhases {
  startNs: number
  /** The request has reached its callee. */
  arriveNs: number
  /** It is worked on. */
  seatNs: number
  /** The answer leaves the callee. */
  leaveNs: number
  endNs: number
}

export function emptyPhases(): CallPhases {
  return { startNs: 0, arriveNs: 0, seatNs: 0, leaveNs: 0, endNs: 0 }
}

/**
 * Reads the instants of a call into `into`. A record has the time on the network there and back as one number: half of
 * it is taken for the way there, which is exact for links of constant delay; of a call that was given up, all of it. A
 * call waits for its slot or connection as soon as it has arrived.
 */
export function readPhases(table: SpanTable, row: Row, into: CallPhases): CallPhases {
  const chunk = chunkOf(table, row)
  const slot = slotOf(row)
  const outcome = chunk.outcomeAt(slot)
  const startNs = chunk.startAt(slot)
  into.startNs = startNs
  if (outcome === IN_FLIGHT) {
    into.arriveNs = Number.POSITIVE_INFINITY
    into.seatNs = Number.POSITIVE_INFINITY
    into.leaveNs = Number.POSITIVE_INFINITY
    into.endNs = Number.POSITIVE_INFINITY
    return into
  }
  const endNs = startNs + chunk.durationAt(slot)
  const networkNs = chunk.networkAt(slot)
  const outNs = wasGivenUp(outcome) ? networkNs : Math.ceil(networkNs / 2)
  // Few chunks have waits for connections.
  const poolNs = chunk.sparse.size === 0 ? 0 : table.pool(row)
  into.endNs = endNs
  into.arriveNs = startNs + outNs
  into.leaveNs = endNs - (networkNs - outNs)
  into.seatNs = Math.min(into.leaveNs, into.arriveNs + chunk.queueAt(slot) + poolNs)
  return into
}

/** The caller stopped waiting: no answer was on its way. */
export function wasGivenUp(outcome: number): boolean {
  return outcome === TIMEOUT || outcome === CANCELLED || outcome === DEADLINE
}
