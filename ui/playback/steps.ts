import type { Row } from "../../engine/index.ts"
import { emptyPhases, readPhases } from "./call-phases.ts"
import { rowOf } from "./moment.ts"
import type { Moments } from "./moments.ts"
import type { Requests } from "./requests.ts"

/** The first place from `from` on at which something happens to a request, -1 for none. */
export function nextOfRequest(moments: Moments, requests: Requests, root: Row, from: number): number {
  const sinceNs = from === 0 ? 0 : moments.timeAt(from - 1)
  for (const ns of instantsOf(moments, requests, root)) {
    if (ns < sinceNs) continue
    // Times are whole: all before this instant are up to one ns earlier.
    for (let at = Math.max(from, moments.countBy(ns - 1)); at < moments.length && moments.timeAt(at) === ns; at++) {
      if (requests.rootOf(rowOf(moments.at(at))) === root) return at
    }
  }
  return -1
}

/** The last place before `before` at which something happens to a request, -1 for none. */
export function previousOfRequest(moments: Moments, requests: Requests, root: Row, before: number): number {
  for (const ns of instantsOf(moments, requests, root).reverse()) {
    for (let at = Math.min(before, moments.countBy(ns)) - 1; at >= 0 && moments.timeAt(at) === ns; at--) {
      if (requests.rootOf(rowOf(moments.at(at))) === root) return at
    }
  }
  return -1
}

/** When something happens to a request, in order, in ns. */
function instantsOf(moments: Moments, requests: Requests, root: Row): Float64Array {
  const phases = emptyPhases()
  const instants = new Set<number>()
  for (const row of requests.rowsOf(root)) {
    const { startNs, arriveNs, seatNs, leaveNs, endNs } = readPhases(moments.table, row, phases)
    for (const ns of [startNs, arriveNs, seatNs, leaveNs, endNs]) if (ns < Number.POSITIVE_INFINITY) instants.add(ns)
  }
  return Float64Array.from(instants).sort()
}
