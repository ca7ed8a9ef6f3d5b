import { NS_PER_MS } from "../../../engine/index.ts"
import type { Estimate } from "../../../statistics/index.ts"
import { formatObjective } from "../../objectives/format-objective.ts"
import type { MeasuredObjective, Objective } from "../../objectives/objective.ts"
import type { Run } from "../../run/run.ts"
import { rounded } from "../numbers.ts"
import type { ObjectiveReport, Verdict } from "../report.ts"
import type { Trace } from "../trace/trace.ts"
import { type Breach, breachesOf, isBroken } from "./breaches.ts"
import { judgeRecovery } from "./recovery.ts"
import { measuredValue } from "./value.ts"

/** Every objective with its verdict, in the scenario's order. */
export function objectivesReport(run: Run, trace: Trace | null): readonly ObjectiveReport[] {
  return run.plan.objectives.map((objective) => judge(run, trace, objective))
}

function judge(run: Run, trace: Trace | null, objective: Objective): ObjectiveReport {
  if (objective.measure === "recovery") return judgeRecovery(run, objective)
  const unit = unitOf(objective)
  const limit = unit === "ms" ? objective.limit / NS_PER_MS : objective.limit
  const estimate = measuredValue(run, trace, objective)
  const verdict = verdictOf({ comparison: objective.comparison, limit }, estimate)
  const [first] = verdict === "pass" ? [] : (breachesOf(run, objective) ?? [])
  return {
    text: formatObjective(objective),
    verdict,
    unit,
    limit: rounded(limit),
    estimate,
    ...(first === undefined ? {} : breachMs(first)),
  }
}

function breachMs({ fromNs, toNs }: Breach): Pick<ObjectiveReport, "firstBreachMs" | "breachWindowMs"> {
  return { firstBreachMs: rounded(fromNs / NS_PER_MS), breachWindowMs: rounded((toNs - fromNs) / NS_PER_MS) }
}

/** The whole interval on the right side passes, on the wrong side fails; across the limit, or none, is inconclusive. */
export function verdictOf(objective: { comparison: string; limit: number }, estimate: Estimate): Verdict {
  if (estimate.value === null) return "inconclusive"
  const [low, high] = [isBroken(objective, estimate.low), isBroken(objective, estimate.high)]
  if (low !== high) return "inconclusive"
  return low ? "fail" : "pass"
}

function unitOf({ measure }: MeasuredObjective): ObjectiveReport["unit"] {
  if (measure === "latency") return "ms"
  if (measure === "rate") return "perSecond"
  return measure === "queue" ? "count" : "share"
}
