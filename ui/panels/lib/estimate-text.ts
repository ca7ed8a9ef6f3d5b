import type { Estimate } from "../../../statistics/index.ts"
import { compactText, percentText } from "../../words/numbers.ts"
import { durationText } from "../../words/time.ts"

export type EstimateUnit = "ms" | "share" | "perSecond" | "count"

/** A value in its unit. */
export function valueText(value: number, unit: EstimateUnit): string {
  if (unit === "ms") return durationText(value * 1e6)
  if (unit === "share") return percentText(value)
  return unit === "perSecond" ? `${compactText(value)} /s` : compactText(value)
}

/** A value with the interval that goes with it, or why there is none. */
export function estimateText(estimate: Estimate, unit: EstimateUnit): string {
  if (estimate.value === null) return estimate.reason
  return `${valueText(estimate.value, unit)} [${valueText(estimate.low, unit)}, ${valueText(estimate.high, unit)}]`
}
