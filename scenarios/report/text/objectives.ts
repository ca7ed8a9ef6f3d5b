import type { ObjectiveReport, Verdict } from "../report.ts"
import {
  COUNT,
  durationScale,
  estimateText,
  intervalText,
  PER_SECOND,
  plainText,
  type Scale,
  SHARE,
} from "./numbers.ts"
import { type Paint, padEnd, padStart } from "./paint.ts"

const SIGNS: Readonly<Record<Verdict, string>> = { pass: "✓", fail: "✗", inconclusive: "?" }

/** A line an objective: verdict, text, measured value with its interval, first breach. */
export function objectiveLines(objectives: readonly ObjectiveReport[], paint: Paint): readonly string[] {
  const rows = objectives.map((objective) => {
    const { estimate, verdict, text, firstBreachMs, breachWindowMs = 0, limit } = objective
    const scale = scaleOf(objective)
    return {
      sign: paintOf(verdict, paint)(SIGNS[verdict]),
      text,
      value: estimate.value === null ? "" : estimateText(estimate, scale),
      interval: estimate.value === null ? "" : intervalText(estimate, scale, limit),
      reason: estimate.value === null ? estimate.reason : "",
      breach: firstBreachMs === undefined ? "" : `first broken ${spanText(firstBreachMs, breachWindowMs)}`,
    }
  })
  const widest = (texts: readonly string[]) => Math.max(...texts.map((text) => text.length))
  const textWidth = widest(rows.map(({ text }) => text))
  const valueWidth = widest(rows.map(({ value }) => value))
  const intervalWidth = widest(rows.map(({ interval }) => interval))
  return rows.map(({ sign, text, value, interval, reason, breach }) => {
    const measured =
      reason === ""
        ? `${paint.strong(padStart(value, valueWidth))} ${paint.faint(padEnd(interval, intervalWidth))}`
        : paint.faint(padEnd(reason, valueWidth + intervalWidth + 1))
    return `${sign} ${padEnd(text, textWidth)}  ${measured}  ${breach}`.trimEnd()
  })
}

/** `at 175–181 s`: a breach is known to the window. */
function spanText(fromMs: number, widthMs: number): string {
  const scale = durationScale(fromMs + widthMs)
  const [from, to] = [fromMs, fromMs + widthMs].map((ms) => plainText(ms, { ...scale, unit: "" }))
  return `at ${from}–${to} ${scale.unit}`
}

function paintOf(verdict: Verdict, paint: Paint): (text: string) => string {
  if (verdict === "pass") return paint.good
  return verdict === "fail" ? paint.bad : paint.unsure
}

function scaleOf({ unit, estimate, limit }: ObjectiveReport): Scale {
  switch (unit) {
    case "ms":
      return durationScale(estimate.value ?? limit)
    case "share":
      return SHARE
    case "perSecond":
      return PER_SECOND
    case "count":
      return COUNT
  }
}
