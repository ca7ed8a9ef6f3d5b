import { NS_PER_MS, NS_PER_S, outcomeNumber } from "../../../engine/index.ts"
import {
  batchMeansInterval,
  batchProportionInterval,
  type Estimate,
  quantileInterval,
} from "../../../statistics/index.ts"
import type { MeasuredObjective, ObjectiveTarget, Statistic } from "../../objectives/objective.ts"
import type { Run } from "../../run/run.ts"
import { utilisationOf } from "../components.ts"
import { complement, levelMean, maxMs, meanMs, perSecond, quantileMs, shareOf } from "../estimates.ts"
import { counterOf, latencyOf, levelOf } from "../measures.ts"
import { CONFIDENCE, exactly, rounded, scaled, unknown } from "../numbers.ts"
import { type Series, seriesOf } from "../trace/series.ts"
import type { Trace } from "../trace/trace.ts"

const MAXIMUM = "maximum of the run"
const NOT_RECORDED = unknown("no calls were recorded")

/** What a run says about an objective's measure: ms, shares of 1, per second, or counts. */
export function measuredValue(run: Run, trace: Trace | null, objective: MeasuredObjective): Estimate {
  const { target } = objective
  switch (objective.measure) {
    case "utilisation":
      return utilisationOf(run, componentIn(target))
    case "queue": {
      const level = levelOf(run, componentIn(target), "queue")
      if (level === undefined) return unknown("it has no line")
      return objective.statistic.of === "max" ? exactly(level.level.max, MAXIMUM) : levelMean(level)
    }
    case "hit-ratio": {
      const [hits, misses] = ["hits", "misses"].map((name) => counterOf(run, componentIn(target), name))
      return hits === undefined || misses === undefined ? unknown("not measured") : shareOf(hits, [hits, misses])
    }
    case "retries":
      return retriesOf(run, target)
    default: {
      const ending = clientEnding(run, target)
      if (ending !== undefined) return clientValue(run, componentIn(target), ending, objective)
      return trace === null ? NOT_RECORDED : recordedValue(run, trace, objective)
    }
  }
}

type RequestObjective = Extract<MeasuredObjective, { measure: "latency" | "success" | "errors" | "share" | "rate" }>

/** What comes behind a measure's name for a client or a class of its requests; undefined for what is no client. */
export function clientEnding(run: Run, target: ObjectiveTarget): string | undefined {
  if (target.of === "link" || run.plan.load[target.component] === undefined) return undefined
  if (target.of === "component") return ""
  // A client with one class only measures it as the whole.
  const ending = `.${target.operation}`
  return run.metric(`${target.component}.completed${ending}`) === undefined ? "" : ending
}

function clientValue(run: Run, client: string, ending: string, objective: RequestObjective): Estimate {
  const counter = (name: string) => counterOf(run, client, `${name}${ending}`)
  const [succeeded, completed] = [counter("succeeded"), counter("completed")]
  const latency = latencyOf(run, client, `latency${ending}`)
  if (succeeded === undefined || completed === undefined || latency === undefined) return unknown("not measured")
  switch (objective.measure) {
    case "latency":
      return latencyValue(objective.statistic, {
        quantile: (q) => quantileMs(latency, q),
        mean: () => meanMs(latency),
        max: () => maxMs(latency),
      })
    case "success":
      return shareOf(succeeded, [completed])
    case "errors":
      return complement(shareOf(succeeded, [completed]))
    case "share": {
      const part = objective.outcome === "ok" ? succeeded : counter(`outcome.${objective.outcome}`)
      return part === undefined ? unknown("not measured") : shareOf(part, [completed])
    }
    case "rate":
      return perSecond(run, succeeded)
  }
}

function latencyValue(
  statistic: Statistic,
  of: { quantile: (q: number) => Estimate; mean: () => Estimate; max: () => number | null },
): Estimate {
  if (statistic.of === "quantile") return of.quantile(statistic.quantile)
  if (statistic.of === "mean") return of.mean()
  const max = of.max()
  return max === null ? unknown("nothing was measured") : exactly(max, MAXIMUM)
}

/** Of calls to a component or over a link, as recorded. */
function recordedValue(run: Run, trace: Trace, objective: RequestObjective): Estimate {
  const series = seriesFor(run, trace, objective.target, objective.measure === "latency")
  switch (objective.measure) {
    case "latency":
      return latencyValue(objective.statistic, {
        quantile: (q) => scaled(quantileInterval(series, q, CONFIDENCE), 1 / NS_PER_MS),
        mean: () => scaled(batchMeansInterval(series.batches(), CONFIDENCE), 1 / NS_PER_MS),
        max: () => (series.count === 0 ? null : rounded(series.quantile(1) / NS_PER_MS)),
      })
    case "success":
      return scaled(batchProportionInterval(series.outcomeBatches(0), CONFIDENCE), 1)
    case "errors":
      return complement(scaled(batchProportionInterval(series.outcomeBatches(0), CONFIDENCE), 1))
    case "share":
      return scaled(batchProportionInterval(series.outcomeBatches(outcomeNumber(objective.outcome)), CONFIDENCE), 1)
    case "rate":
      return rateOf(run, trace, series)
  }
}

export function seriesFor(run: Run, trace: Trace, target: ObjectiveTarget, okOnly: boolean): Series {
  const operations = run.estate.operations
  return seriesOf(
    trace,
    (row) => {
      if (!trace.isAttempt(row)) return false
      if (target.of === "link") return trace.fromName(row) === target.from && trace.toName(row) === target.to
      if (trace.toName(row) !== target.component) return false
      return target.of === "component" || operations.nameOf(trace.table.operation(row)) === target.operation
    },
    okOnly,
  )
}

function rateOf(run: Run, trace: Trace, series: Series): Estimate {
  const widthS = (run.nowNs - trace.measuredFromNs) / NS_PER_S / (series.windows.length - 1)
  const batches = series
    .outcomeBatches(0)
    .map(({ sum }) => ({ count: widthS * 1e9, sum: (sum * 1e9) / trace.sampleShare }))
  return scaled(batchMeansInterval(batches, CONFIDENCE), 1)
}

/** Of all attempts there is one count for the run, so the only uncertainty it could have is that of other seeds. */
function retriesOf(run: Run, target: ObjectiveTarget): Estimate {
  const edge = target.of === "link" ? run.estate.ports.edges.get(`${target.from} -> ${target.to}`) : undefined
  if (edge === undefined || edge.calls === edge.retries) return unknown("nothing was called")
  return exactly(edge.retries / (edge.calls - edge.retries), "count of the run")
}

function componentIn(target: ObjectiveTarget): string {
  return target.of === "link" ? target.to : target.component
}
