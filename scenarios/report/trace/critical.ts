import { IN_FLIGHT, type Row, type SpanTable } from "../../../engine/index.ts"

/** A call that was waited for, and how long it was the last to be: up to its end or to the start of the one after it. */
export interface CriticalCall {
  readonly row: Row
  readonly ns: number
}

/**
 * Which of the calls made for `parent` its end waited for: from the end backwards the call that ended last, then the one
 * that ended last before that began, and so on. The latest comes first.
 */
export function criticalCalls(table: SpanTable, parent: Row, children: Int32Array): readonly CriticalCall[] {
  const calls: CriticalCall[] = []
  let untilNs = table.start(parent) + table.duration(parent)
  for (;;) {
    let best = -1
    let bestEndNs = -1
    for (const row of children) {
      const startNs = table.start(row)
      if (startNs >= untilNs || table.outcome(row) === IN_FLIGHT) continue
      const endNs = Math.min(untilNs, startNs + table.duration(row))
      if (endNs > bestEndNs || (endNs === bestEndNs && startNs < table.start(best))) {
        best = row
        bestEndNs = endNs
      }
    }
    if (best < 0) return calls
    calls.push({ row: best, ns: bestEndNs - table.start(best) })
    untilNs = table.start(best)
  }
}
