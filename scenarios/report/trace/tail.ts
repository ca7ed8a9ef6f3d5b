import { IN_FLIGHT, type Row } from "../../../engine/index.ts"
import { rounded } from "../numbers.ts"
import type { AttributionReport, Phase } from "../report.ts"
import { attribute, type Norms, PHASE_COUNT } from "./attribute.ts"
import type { Trace } from "./trace.ts"

/** The slowest hundredth. */
const TAIL_SHARE = 0.01
/** Shares below this are left out of a report and given to the largest (chosen). */
const SHARE_MIN = 0.0005

const PHASES: readonly Phase[] = ["queue", "pool", "service", "network", "backoff"]

/** Requests of clients that have ended after the warm-up. */
export function rootsOf(trace: Trace): readonly Row[] {
  const rows: Row[] = []
  for (let row = trace.firstRow; row < trace.endRow; row++) {
    if (trace.isRoot(row) && trace.isMeasured(row) && trace.table.outcome(row) !== IN_FLIGHT) rows.push(row)
  }
  return rows
}

/** The slowest hundredth of the requests, at least one; requests as slow as the fastest of them are among them. */
export function slowest(trace: Trace, roots: readonly Row[]): readonly Row[] {
  const durations = Float64Array.from(roots, (row) => trace.table.duration(row)).sort()
  const limit = durations[Math.min(durations.length - 1, Math.floor(durations.length * (1 - TAIL_SHARE)))] ?? 0
  return roots.filter((row) => trace.table.duration(row) >= limit)
}

/** Time of some requests as a table of [component × phase] whose sum is 1; all 0 where they took no time. */
export function timeShares(trace: Trace, norms: Norms, rows: readonly Row[]): Float64Array {
  const table = new Float64Array(trace.names.length * PHASE_COUNT)
  for (const row of rows) attribute(trace, norms, { row, scale: 1 }, table)
  const total = table.reduce((sum, ns) => sum + ns, 0)
  return total === 0 ? table : table.map((ns) => ns / total)
}

export function attributionReport(
  trace: Trace,
  the: { shares: Float64Array; requests: number; sampleShare: number },
): AttributionReport {
  const entries = [...the.shares]
    .map((share, at) => ({
      component: trace.names[Math.floor(at / PHASE_COUNT)] ?? "",
      phase: PHASES[at % PHASE_COUNT] ?? "service",
      share,
    }))
    .sort((a, b) => b.share - a.share || (a.component < b.component ? -1 : 1))
  const kept = entries.filter(({ share }) => share >= SHARE_MIN)
  const rest = 1 - kept.reduce((sum, { share }) => sum + share, 0)
  const p99 = kept.map((entry, index) => ({ ...entry, share: rounded(entry.share + (index === 0 ? rest : 0)) }))
  return { p99, requests: the.requests, sampleShare: rounded(the.sampleShare) }
}
