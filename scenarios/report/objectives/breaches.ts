import { windowCountAbove, windowQuantile } from "../../../engine/index.ts"
import type { MeasuredObjective } from "../../objectives/objective.ts"
import type { Run } from "../../run/run.ts"
import { shareBatches, windowWidths } from "../estimates.ts"
import { counterOf, latencyOf, levelOf } from "../measures.ts"
import { serversOf } from "../slots.ts"
import { clientEnding } from "./value.ts"

/** Standard errors beyond which a window's share is not chance (chosen: one window in two thousand by chance). */
const BEYOND_CHANCE = 3.3

/** A stretch of a run in which an objective does not hold. Times in ns from the start of the run. */
export interface Breach {
  readonly fromNs: number
  readonly toNs: number
}

/** A window as trials: how many, and how many of them are on the wrong side; `allowed` of them may be. */
interface Trials {
  readonly count: number
  readonly wrong: number
  readonly allowed: number
}

/**
 * Windows in which an objective is broken: shares and quantiles beyond what chance explains; of means, levels and rates
 * two windows in a row. Undefined for measures that are not kept by window.
 */
export function breachesOf(run: Run, objective: MeasuredObjective): readonly Breach[] | undefined {
  const verdicts = brokenWindows(run, objective)
  if (verdicts === undefined) return undefined
  const { startNs, widths } = verdicts
  const broken = verdicts.areTested ? verdicts.broken : twoInARow(verdicts.broken)
  const breaches: Breach[] = []
  let fromNs = startNs
  broken.forEach((isBroken, index) => {
    const toNs = fromNs + (widths[index] ?? 0)
    if (isBroken) breaches.push({ fromNs, toNs })
    fromNs = toNs
  })
  return breaches
}

/** One window on the wrong side of a limit for a mean may be chance. */
function twoInARow(broken: readonly boolean[]): readonly boolean[] {
  return broken.map((isBroken, at) => isBroken && (broken[at - 1] === true || broken[at + 1] === true))
}

interface Windows {
  /** Chance was taken into account in each window. */
  readonly areTested: boolean
  readonly startNs: number
  readonly widths: readonly number[]
  readonly broken: readonly boolean[]
}

function brokenWindows(run: Run, objective: MeasuredObjective): Windows | undefined {
  const { target, measure } = objective
  if (measure === "queue" || measure === "utilisation") return levelWindows(run, objective)
  const ending = clientEnding(run, target)
  if (ending === undefined || target.of === "link") return undefined
  return measure === "latency" ? latencyWindows(run, objective, ending) : countWindows(run, objective, ending)
}

function latencyWindows(
  run: Run,
  objective: MeasuredObjective & { measure: "latency" },
  ending: string,
): Windows | undefined {
  const metric =
    objective.target.of === "link" ? undefined : latencyOf(run, objective.target.component, `latency${ending}`)
  if (metric === undefined) return undefined
  const { statistic, limit } = objective
  const broken = metric.windows().map((window) => {
    if (window.count === 0) return false
    if (statistic.of === "max") return isBroken(objective, window.max)
    if (statistic.of === "mean") return isBroken(objective, window.sum / window.count)
    const above = windowCountAbove(window, limit)
    if (statistic.of !== "quantile") return false
    const wantsBelow = objective.comparison === "<" || objective.comparison === "<="
    const wrong = wantsBelow ? above : window.count - above
    const allowed = wantsBelow ? 1 - statistic.quantile : statistic.quantile
    return (
      isBroken(objective, windowQuantile(window, statistic.quantile)) &&
      beyondChance({ count: window.count, wrong, allowed })
    )
  })
  const areTested = statistic.of === "quantile"
  return { areTested, startNs: run.measuredFrom, widths: windowWidths(run), broken }
}

function countWindows(run: Run, objective: MeasuredObjective, ending: string): Windows | undefined {
  const { target, limit } = objective
  if (target.of === "link") return undefined
  const counter = (name: string) => counterOf(run, target.component, `${name}${ending}`)
  const [succeeded, completed] = [counter("succeeded"), counter("completed")]
  if (succeeded === undefined || completed === undefined) return undefined
  const widths = windowWidths(run)
  const startNs = run.measuredFrom
  if (objective.measure === "rate") {
    // The window in progress says nothing about a rate.
    const counts = succeeded.windows()
    const broken = counts.map(
      (sum, at) => at < counts.length - 1 && isBroken(objective, (sum * 1e9) / (widths[at] ?? 1)),
    )
    return { areTested: false, startNs, widths, broken }
  }
  const part =
    objective.measure === "share" && objective.outcome !== "ok" ? counter(`outcome.${objective.outcome}`) : succeeded
  if (part === undefined) return undefined
  const flips = objective.measure === "errors"
  const broken = shareBatches(part, [completed]).map(({ count, sum }) => {
    const found = flips ? count - sum : sum
    if (count === 0 || !isBroken(objective, found / count)) return false
    const wantsMore = objective.comparison === ">" || objective.comparison === ">="
    return beyondChance({ count, wrong: wantsMore ? count - found : found, allowed: wantsMore ? 1 - limit : limit })
  })
  return { areTested: true, startNs, widths, broken }
}

function levelWindows(run: Run, objective: MeasuredObjective): Windows | undefined {
  const { target } = objective
  if (target.of === "link") return undefined
  const isQueue = objective.measure === "queue"
  const level = levelOf(run, target.component, isQueue ? "queue" : "busy")
  const of = isQueue ? 1 : serversOf(run, target.component).slots
  if (level === undefined || !Number.isFinite(of)) return undefined
  const takesMax = objective.measure === "queue" && objective.statistic.of === "max"
  const broken = level
    .windows()
    .map(
      ({ durationNs, integral, max }) =>
        durationNs > 0 && isBroken(objective, takesMax ? max : integral / durationNs / of),
    )
  return { areTested: false, startNs: run.measuredFrom, widths: windowWidths(run), broken }
}

/** More on the wrong side than the allowed share gives by chance (normal approximation, and at least three). */
function beyondChance({ count, wrong, allowed }: Trials): boolean {
  const expected = count * allowed
  return wrong >= 3 && wrong - expected > BEYOND_CHANCE * Math.sqrt(Math.max(expected * (1 - allowed), 0))
}

/** Whether a value is on the wrong side of the limit. */
export function isBroken({ comparison, limit }: { comparison: string; limit: number }, value: number): boolean {
  switch (comparison) {
    case "<":
      return !(value < limit)
    case "<=":
      return !(value <= limit)
    case ">":
      return !(value > limit)
    default:
      return !(value >= limit)
  }
}
