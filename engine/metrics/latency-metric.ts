import { assert } from "../assert.ts"
import { CoarseBuckets, type CoarseBucketsSnapshot, WINDOW_BITS } from "./coarse-buckets.ts"
import { type LatencyWindow, LatencyWindows, type LatencyWindowsSnapshot, windowCountAbove } from "./latency-windows.ts"
import { BITS_DEFAULT, LogHistogram, type LogHistogramSnapshot } from "./log-histogram.ts"
import { WindowClock, type WindowClockSnapshot, type WindowedSeries, type WindowOptions } from "./window-clock.ts"

export type LatencyMetricSnapshot = {
  readonly clock: WindowClockSnapshot
  readonly wholeRun: LogHistogramSnapshot
  readonly windows: LatencyWindowsSnapshot
  readonly open: CoarseBucketsSnapshot
  readonly openMin: number
  readonly openMax: number
  readonly countBefore: number
  readonly sumBefore: number
}

/**
 * A duration (or size) measured many times: a fine histogram of the whole run and a series of windows with coarse ones.
 * A window's count and sum are differences of the whole run's, so that windows cost a record a comparison, a coarse
 * count and its bounds. Record through this object, read the whole run from `wholeRun`.
 */
export class LatencyMetric implements WindowedSeries {
  readonly wholeRun: LogHistogram
  private readonly clock: WindowClock
  private readonly drop: number = BITS_DEFAULT - WINDOW_BITS
  private readonly windows = new LatencyWindows()
  /** The window in progress, and count and sum of the whole run where it started. */
  private readonly open = new CoarseBuckets()
  private openMin = Number.POSITIVE_INFINITY
  private openMax = Number.NEGATIVE_INFINITY
  private countBefore = 0
  private sumBefore = 0

  constructor(options: WindowOptions & { readonly bits?: number } = {}) {
    const { bits = BITS_DEFAULT } = options
    assert(bits >= WINDOW_BITS, "a latency keeps at least 4 mantissa bits")
    this.clock = new WindowClock(options)
    this.wholeRun = new LogHistogram(bits)
    this.drop = bits - WINDOW_BITS
  }

  /** Records a finite, non-negative value; instants must not decrease. */
  record(nowNs: number, value: number): void {
    if (nowNs >= this.clock.endNs) this.clock.roll(nowNs, this)
    if (value === 0) {
      this.wholeRun.recordZero()
      this.openMin = 0
      if (this.openMax < 0) this.openMax = 0
      return
    }
    this.open.add(this.wholeRun.record(value) >> this.drop, 1)
    if (value < this.openMin) this.openMin = value
    if (value > this.openMax) this.openMax = value
  }

  /** Finished windows, oldest first, then the one in progress at `nowNs`. Nothing in them changes later. */
  windowsUntil(nowNs: number): readonly LatencyWindow[] {
    this.clock.roll(nowNs, this)
    const finished = Array.from({ length: this.windows.length }, (_, i) => this.windows.span(i, i + 1))
    return [...finished, this.openWindow()]
  }

  /** Per window (the one in progress last): how many values, and how many of them are above `value`. */
  exceedances(value: number, nowNs: number): { count: number; sum: number }[] {
    return this.windowsUntil(nowNs).map((window) => ({ count: window.count, sum: windowCountAbove(window, value) }))
  }

  /** Where the windows start and how wide they are at `nowNs`. */
  windowing(nowNs: number): WindowClockSnapshot {
    this.clock.roll(nowNs, this)
    return this.clock.snapshot()
  }

  /** Forgets all: for the end of a warm-up. */
  reset(nowNs: number): void {
    this.clock.reset(nowNs)
    this.wholeRun.clear()
    this.windows.clear()
    this.open.clear()
    this.startWindow()
  }

  closeWindow(): void {
    this.windows.append(this.openTotals(), this.open)
    this.startWindow()
  }

  mergePairs(): void {
    this.windows.mergePairs()
  }

  snapshot(): LatencyMetricSnapshot {
    return {
      clock: this.clock.snapshot(),
      wholeRun: this.wholeRun.snapshot(),
      windows: this.windows.snapshot(),
      open: this.open.snapshot(),
      openMin: this.openMin,
      openMax: this.openMax,
      countBefore: this.countBefore,
      sumBefore: this.sumBefore,
    }
  }

  restore(snapshot: LatencyMetricSnapshot): void {
    this.clock.restore(snapshot.clock)
    this.wholeRun.restore(snapshot.wholeRun)
    this.windows.restore(snapshot.windows)
    this.open.restore(snapshot.open)
    this.openMin = snapshot.openMin
    this.openMax = snapshot.openMax
    this.countBefore = snapshot.countBefore
    this.sumBefore = snapshot.sumBefore
  }

  private startWindow(): void {
    this.openMin = Number.POSITIVE_INFINITY
    this.openMax = Number.NEGATIVE_INFINITY
    this.countBefore = this.wholeRun.count
    this.sumBefore = this.wholeRun.sum
  }

  private openTotals(): Omit<LatencyWindow, "pairs"> {
    const count = this.wholeRun.count - this.countBefore
    return { count, sum: this.wholeRun.sum - this.sumBefore, min: this.openMin, max: this.openMax }
  }

  private openWindow(): LatencyWindow {
    return { ...this.openTotals(), pairs: this.open.toPairs() }
  }
}
