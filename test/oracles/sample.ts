import {
  CountMetric,
  LatencyMetric,
  LevelMetric,
  type LogHistogramSnapshot,
  type Run,
  SampleMetric,
} from "../../index.ts"

export interface LevelSample {
  readonly integral: number
  /** Nanoseconds spent at each value; the last that occurred is below 4096, or the array is empty. */
  readonly timeNs: Float64Array
}

/** Everything a run measured, as plain data. */
export interface Sample {
  /** Simulated seconds that were measured. */
  readonly seconds: number
  readonly latencies: Readonly<Record<string, LogHistogramSnapshot>>
  readonly levels: Readonly<Record<string, LevelSample>>
  readonly counts: Readonly<Record<string, number>>
  /** How many numbers a measure recorded, and their sum. */
  readonly numbers: Readonly<Record<string, { readonly count: number; readonly sum: number }>>
  /** Calls by edge, such as `users -> server`, every try counted. */
  readonly calls: Readonly<Record<string, number>>
  /** What a variant's own `drive` noted. */
  readonly noted: Readonly<Record<string, number>>
}

const NS_PER_SECOND = 1e9
/** From here on a level keeps no exact time of each value. */
const EXACT_MAX = 4096

export function takeSample(run: Run, noted: Readonly<Record<string, number>>): Sample {
  const latencies: Record<string, LogHistogramSnapshot> = {}
  const levels: Record<string, LevelSample> = {}
  const counts: Record<string, number> = {}
  const numbers: Record<string, { count: number; sum: number }> = {}
  for (const name of run.estate.metrics.names()) {
    const metric = run.metric(name)
    if (metric instanceof LatencyMetric) latencies[name] = metric.wholeRun.snapshot()
    else if (metric instanceof CountMetric) counts[name] = metric.total
    else if (metric instanceof LevelMetric) levels[name] = levelSample(metric)
    else if (metric instanceof SampleMetric) numbers[name] = numberSample(metric)
  }
  const calls = Object.fromEntries([...run.estate.ports.edges].map(([edge, { calls: made }]) => [edge, made]))
  return { seconds: (run.nowNs - run.measuredFrom) / NS_PER_SECOND, latencies, levels, counts, numbers, calls, noted }
}

function numberSample(metric: SampleMetric): { count: number; sum: number } {
  const windows = metric.windows()
  return {
    count: windows.reduce((all, { count }) => all + count, 0),
    sum: windows.reduce((all, { sum }) => all + sum, 0),
  }
}

function levelSample({ level }: LevelMetric): LevelSample {
  // First the integral, which brings the level up to now.
  const integral = level.integral().value()
  const { max } = level
  return { integral, timeNs: max < EXACT_MAX ? level.snapshot().timeNs.slice(0, max + 1) : new Float64Array(0) }
}
