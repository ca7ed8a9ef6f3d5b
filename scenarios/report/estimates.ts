import { type CountMetric, type LatencyMetric, type LevelMetric, NS_PER_MS, NS_PER_S } from "../../engine/index.ts"
import {
  type Batch,
  batchMeansInterval,
  batchProportionInterval,
  type Estimate,
  quantileInterval,
} from "../../statistics/index.ts"
import { CONFIDENCE, rounded, scaled } from "./numbers.ts"
import type { Durations, LevelReport } from "./report.ts"

const IN_MS = 1 / NS_PER_MS

/** A quantile of durations in ms. */
export function quantileMs(metric: LatencyMetric, q: number, nowNs: number): Estimate {
  const source = {
    quantile: (share: number) => metric.wholeRun.quantile(share),
    exceedances: (value: number) => metric.exceedances(value, nowNs),
  }
  return scaled(quantileInterval(source, q, CONFIDENCE), IN_MS)
}

export function meanMs(metric: LatencyMetric, nowNs: number): Estimate {
  return scaled(batchMeansInterval(metric.windowsUntil(nowNs), CONFIDENCE), IN_MS)
}

export function maxMs(metric: LatencyMetric): number | null {
  return metric.wholeRun.count === 0 ? null : rounded(metric.wholeRun.max * IN_MS)
}

export function durationsMs(metric: LatencyMetric, nowNs: number): Durations {
  return {
    mean: meanMs(metric, nowNs),
    p50: quantileMs(metric, 0.5, nowNs),
    p90: quantileMs(metric, 0.9, nowNs),
    p95: quantileMs(metric, 0.95, nowNs),
    p99: quantileMs(metric, 0.99, nowNs),
    p999: quantileMs(metric, 0.999, nowNs),
    max: maxMs(metric),
  }
}

/** The mean of a level, each unit of which is one `of`-th. */
export function levelMean(metric: LevelMetric, nowNs: number, of = 1): Estimate {
  const batches = metric.windowsUntil(nowNs).map(({ durationNs, integral }) => ({ count: durationNs * of, sum: integral }))
  return scaled(batchMeansInterval(batches, CONFIDENCE), 1)
}

export function levelReport(metric: LevelMetric, nowNs: number): LevelReport {
  return { mean: levelMean(metric, nowNs), max: metric.level.max }
}

/** How often a counter counts, per second. */
export function perSecond(metric: CountMetric, nowNs: number): Estimate {
  const widths = windowWidths(metric, nowNs)
  const batches = metric
    .windowsUntil(nowNs)
    .map((sum, index): Batch => ({ count: widths[index] ?? 0, sum: sum * NS_PER_S }))
  return scaled(batchMeansInterval(batches, CONFIDENCE), 1)
}

/** The total of one counter as a share of the sum of several. */
export function shareOf(part: CountMetric, whole: readonly CountMetric[], nowNs: number): Estimate {
  return scaled(batchProportionInterval(shareBatches(part, whole, nowNs), CONFIDENCE), 1)
}

export function shareBatches(part: CountMetric, whole: readonly CountMetric[], nowNs: number): readonly Batch[] {
  const wholes = whole.map((metric) => metric.windowsUntil(nowNs))
  return part
    .windowsUntil(nowNs)
    .map((sum, index) => ({ count: wholes.reduce((all, windows) => all + (windows[index] ?? 0), 0), sum }))
}

/** One minus the estimate: a share of failures from one of successes. */
export function complement(estimate: Estimate): Estimate {
  if (estimate.value === null) return estimate
  const { value, low, high, method } = estimate
  return { value: rounded(1 - value), low: rounded(1 - high), high: rounded(1 - low), method }
}

/** Work done as a share of what `cores` could have done. */
export function workShare(service: LatencyMetric, cores: number, nowNs: number): Estimate {
  const widths = windowWidths(service, nowNs)
  const batches = service.windowsUntil(nowNs).map(({ sum }, index) => ({ count: (widths[index] ?? 0) * cores, sum }))
  return scaled(batchMeansInterval(batches, CONFIDENCE), 1)
}

/** Nanoseconds of each window, the one in progress last. */
export function windowWidths(metric: CountMetric | LatencyMetric | LevelMetric, nowNs: number): readonly number[] {
  const { startNs, widthNs, closed } = metric.windowing(nowNs)
  return Array.from({ length: closed + 1 }, (_, index) => (index < closed ? widthNs : nowNs - startNs - closed * widthNs))
}
