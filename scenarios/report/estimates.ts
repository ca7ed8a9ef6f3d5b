import {
  type CountMetric,
  type LatencyMetric,
  type LatencyWindow,
  LevelMetric,
  type LogHistogram,
  NS_PER_MS,
  NS_PER_S,
  type SampleMetric,
  windowCountAbove,
} from "../../engine/index.ts"
import {
  type Batch,
  batchMeansInterval,
  batchProportionInterval,
  type Estimate,
  quantileInterval,
} from "../../statistics/index.ts"
import type { Run } from "../run/run.ts"
import { CONFIDENCE, rounded, scaled } from "./numbers.ts"
import type { Durations, LevelReport, SampleReport } from "./report.ts"

const IN_MS = 1 / NS_PER_MS

/** What estimates of durations are made from; taken once for several of them, since it is put together when asked for. */
interface Measured {
  readonly wholeRun: LogHistogram
  readonly windows: readonly LatencyWindow[]
}

function measured(metric: LatencyMetric): Measured {
  return { wholeRun: metric.wholeRun, windows: metric.windows() }
}

/** A quantile of durations in ms. */
export function quantileMs(metric: LatencyMetric, q: number, { wholeRun, windows } = measured(metric)): Estimate {
  const source = {
    quantile: (share: number) => wholeRun.quantile(share),
    exceedances: (value: number) =>
      windows.map((window): Batch => ({ count: window.count, sum: windowCountAbove(window, value) })),
  }
  return scaled(quantileInterval(source, q, CONFIDENCE), IN_MS)
}

export function meanMs(metric: LatencyMetric, windows = metric.windows()): Estimate {
  return scaled(batchMeansInterval(windows, CONFIDENCE), IN_MS)
}

export function maxMs({ wholeRun }: LatencyMetric): number | null {
  return wholeRun.count === 0 ? null : rounded(wholeRun.max * IN_MS)
}

export function durationsMs(metric: LatencyMetric): Durations {
  const all = measured(metric)
  return {
    mean: meanMs(metric, all.windows),
    p50: quantileMs(metric, 0.5, all),
    p90: quantileMs(metric, 0.9, all),
    p95: quantileMs(metric, 0.95, all),
    p99: quantileMs(metric, 0.99, all),
    p999: quantileMs(metric, 0.999, all),
    max: maxMs(metric),
  }
}

/** The mean of a level, each unit of which is one `of`-th. */
export function levelMean(metric: LevelMetric, of = 1): Estimate {
  const batches = metric.windows().map(({ durationNs, integral }) => ({ count: durationNs * of, sum: integral }))
  return scaled(batchMeansInterval(batches, CONFIDENCE), 1)
}

export function levelReport(metric: LevelMetric): LevelReport {
  return { mean: levelMean(metric), max: metric.level.max }
}

export function sampleReport(metric: SampleMetric): SampleReport {
  const { max } = metric
  return {
    mean: scaled(batchMeansInterval(metric.windows(), CONFIDENCE), 1),
    max: Number.isFinite(max) ? rounded(max) : null,
  }
}

/** How often a counter counts, per second. */
export function perSecond(run: Run, metric: CountMetric): Estimate {
  const widths = windowWidths(run)
  const batches = metric.windows().map((sum, index): Batch => ({ count: widths[index] ?? 0, sum: sum * NS_PER_S }))
  return scaled(batchMeansInterval(batches, CONFIDENCE), 1)
}

/** The total of one counter as a share of the sum of several. */
export function shareOf(part: CountMetric, whole: readonly CountMetric[]): Estimate {
  return scaled(batchProportionInterval(shareBatches(part, whole), CONFIDENCE), 1)
}

export function shareBatches(part: CountMetric, whole: readonly CountMetric[]): readonly Batch[] {
  const wholes = whole.map((metric) => metric.windows())
  return part
    .windows()
    .map((sum, index) => ({ count: wholes.reduce((all, windows) => all + (windows[index] ?? 0), 0), sum }))
}

/** One minus the estimate: a share of failures from one of successes. */
export function complement(estimate: Estimate): Estimate {
  if (estimate.value === null) return estimate
  const { value, low, high, method } = estimate
  return { value: rounded(1 - value), low: rounded(1 - high), high: rounded(1 - low), method }
}

/** Work done as a share of what `cores` could have done. */
export function workShare(run: Run, service: LatencyMetric, cores: number): Estimate {
  const widths = windowWidths(run)
  const batches = service.windows().map(({ sum }, index) => ({ count: (widths[index] ?? 0) * cores, sum }))
  return scaled(batchMeansInterval(batches, CONFIDENCE), 1)
}

/** Nanoseconds of each window of a run, the one in progress last: all measures have the same windows. */
export function windowWidths(run: Run): readonly number[] {
  for (const name of run.estate.metrics.names()) {
    const metric = run.metric(name)
    if (metric instanceof LevelMetric) return metric.windows().map(({ durationNs }) => durationNs)
  }
  return []
}
