import { IN_FLIGHT, OK, type Row } from "../../../engine/index.ts"
import type { Batch } from "../../../statistics/index.ts"
import type { Trace } from "./trace.ts"

/** Windows that the measured time is divided into (chosen: twice the batches an interval is made from). */
const WINDOWS = 60

/** Ended calls in the order of windows: durations, and how they ended. */
export class Series {
  /** By window; the last one counts as incomplete, as batch means want it. */
  readonly windows: { readonly durationsNs: number[]; readonly outcomes: number[] }[]
  private sorted: Float64Array | null = null

  constructor() {
    this.windows = Array.from({ length: WINDOWS + 1 }, () => ({ durationsNs: [], outcomes: [] }))
  }

  get count(): number {
    return this.windows.reduce((sum, { outcomes }) => sum + outcomes.length, 0)
  }

  /** Counts and sums of durations. */
  batches(): readonly Batch[] {
    return this.windows.map(({ durationsNs }) => ({
      count: durationsNs.length,
      sum: durationsNs.reduce((sum, value) => sum + value, 0),
    }))
  }

  /** Counts, and how many ended in an outcome. */
  outcomeBatches(outcome: number): readonly Batch[] {
    return this.windows.map(({ outcomes }) => ({
      count: outcomes.length,
      sum: outcomes.filter((one) => one === outcome).length,
    }))
  }

  exceedances(value: number): readonly Batch[] {
    return this.windows.map(({ durationsNs }) => ({
      count: durationsNs.length,
      sum: durationsNs.filter((duration) => duration > value).length,
    }))
  }

  quantile(q: number): number {
    this.sorted ??= Float64Array.from(this.windows.flatMap(({ durationsNs }) => durationsNs)).sort()
    return this.sorted[Math.max(0, Math.ceil(q * this.sorted.length) - 1)] ?? Number.NaN
  }
}

/** Measured calls that have ended and that `takes`; `okOnly` takes the durations of those that ended ok alone. */
export function seriesOf(trace: Trace, takes: (row: Row) => boolean, okOnly = false): Series {
  const series = new Series()
  const { table, measuredFromNs, nowNs } = trace
  const widthNs = (nowNs - measuredFromNs) / WINDOWS
  for (let row = trace.firstRow; row < trace.endRow; row++) {
    const outcome = table.outcome(row)
    if (outcome === IN_FLIGHT || !trace.isMeasured(row) || !takes(row)) continue
    const durationNs = table.duration(row)
    const endNs = table.start(row) + durationNs
    const window = series.windows[Math.min(WINDOWS, Math.floor((endNs - measuredFromNs) / widthNs))]
    if (window === undefined) continue
    window.outcomes.push(outcome)
    if (!okOnly || outcome === OK) window.durationsNs.push(durationNs)
  }
  return series
}
