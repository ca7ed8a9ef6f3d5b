import { NS_PER_MS } from "../../../engine/index.ts"
import { formatObjective } from "../../objectives/format-objective.ts"
import type { RecoveryObjective } from "../../objectives/objective.ts"
import type { Run } from "../../run/run.ts"
import { rounded, unknown } from "../numbers.ts"
import type { ObjectiveReport } from "../report.ts"
import { type Breach, breachesOf } from "./breaches.ts"

/**
 * Whether all other objectives hold again within the limit after the last fault ended, and stay so. Judged by windows:
 * recovery lies within the last window that breaks one of them, so that window's ends are the interval.
 */
export function judgeRecovery(run: Run, objective: RecoveryObjective): ObjectiveReport {
  const limit = rounded(objective.limit / NS_PER_MS)
  const base = { text: formatObjective(objective), unit: "ms" as const, limit }
  const log = run.faultLog
  if (log.begun === 0) return undecided(base, "no fault has begun")
  if (log.ended < log.begun) return undecided(base, "a fault still lasts at the end of the run")
  const breaches = run.plan.objectives.flatMap((other) =>
    other.measure === "recovery" ? [] : (breachesOf(run, other) ?? []),
  )
  const after = breaches.filter(({ toNs }) => toNs > log.lastEndedNs)
  const last = after.reduce<Breach | undefined>(
    (latest, one) => (latest === undefined || one.toNs > latest.toNs ? one : latest),
    undefined,
  )
  if (last !== undefined && last.toNs >= run.nowNs) {
    const sinceMs = (run.nowNs - log.lastEndedNs) / NS_PER_MS
    const reason = `not recovered ${Math.round(sinceMs / 100) / 10} s after the last fault, when the run ended`
    return { ...base, verdict: sinceMs > limit ? "fail" : "inconclusive", estimate: unknown(reason) }
  }
  if (run.nowNs - log.lastEndedNs < objective.limit && run.stoppedBy !== null)
    return undecided(base, "the run ended too early")
  const low = last === undefined ? 0 : Math.max(0, last.fromNs - log.lastEndedNs) / NS_PER_MS
  const high = last === undefined ? 0 : (last.toNs - log.lastEndedNs) / NS_PER_MS
  const estimate = {
    value: rounded(high),
    low: rounded(low),
    high: rounded(high),
    method: "last window that breaks an objective",
  }
  if (high <= limit) return { ...base, verdict: "pass", estimate }
  return { ...base, verdict: low > limit ? "fail" : "inconclusive", estimate }
}

function undecided(base: Pick<ObjectiveReport, "text" | "unit" | "limit">, reason: string): ObjectiveReport {
  return { ...base, verdict: "inconclusive", estimate: unknown(reason) }
}
