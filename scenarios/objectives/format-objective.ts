import { formatDuration, formatRate, formatShare } from "../../components/kit/units.ts"
import { unreachable } from "../../engine/assert.ts"
import type { MeasuredObjective, Objective, ObjectiveTarget, Statistic } from "./objective.ts"

/** The objective as one would write it; parsing it gives the same objective. */
export function formatObjective(objective: Objective): string {
  if (objective.measure === "recovery") return `recovers within ${formatDuration(objective.limit)} of last fault`
  return `${subject(objective)} ${formatTarget(objective.target)} ${objective.comparison} ${formatLimit(objective)}`
}

function formatTarget(target: ObjectiveTarget): string {
  if (target.of === "link") return `${target.from} -> ${target.to}`
  return target.of === "operation" ? `${target.component}.${target.operation}` : target.component
}

function subject(objective: MeasuredObjective): string {
  switch (objective.measure) {
    case "latency":
    case "queue":
      return `${formatStatistic(objective.statistic)} ${objective.measure} of`
    case "share":
      return `share of ${objective.outcome} in`
    case "hit-ratio":
      return "hit ratio of"
    case "success":
    case "errors":
    case "rate":
    case "utilisation":
    case "retries":
      return `${objective.measure} of`
    default:
      return unreachable(objective)
  }
}

function formatStatistic(statistic: Statistic): string {
  return statistic.of === "quantile" ? `p${formatShare(statistic.quantile).replace("%", "")}` : statistic.of
}

function formatLimit(objective: MeasuredObjective): string {
  switch (objective.measure) {
    case "latency":
      return formatDuration(objective.limit)
    case "rate":
      return formatRate(objective.limit)
    case "queue":
      return String(objective.limit)
    default:
      return formatShare(objective.limit)
  }
}
