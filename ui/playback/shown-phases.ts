import type { Row, SpanTable } from "../../engine/index.ts"
import { type CallPhases, readPhases, wasGivenUp } from "./call-phases.ts"

/** The part of a call's time in which it is shown on its way there, and back, where the way takes none (chosen). */
export const GLIDE_SHARE = 1 / 8

/**
 * The instants of a call as it is shown. Over a link that takes no time a call would be seen at its callee only and never
 * on its way: it is shown on the way in the first eighth of its time, and in the last if it was answered. A function of
 * the span alone, as `readPhases` is. What is counted (queues, busy slots) is never changed by it.
 */
export function readShownPhases(table: SpanTable, row: Row, into: CallPhases): CallPhases {
  readPhases(table, row, into)
  const { startNs, arriveNs, leaveNs, endNs } = into
  if (arriveNs !== startNs || leaveNs !== endNs || endNs === Number.POSITIVE_INFINITY) return into
  const glideNs = Math.floor((endNs - startNs) * GLIDE_SHARE)
  into.arriveNs = startNs + glideNs
  if (!wasGivenUp(table.outcome(row))) into.leaveNs = endNs - glideNs
  into.seatNs = Math.min(into.leaveNs, Math.max(into.seatNs, into.arriveNs))
  return into
}
