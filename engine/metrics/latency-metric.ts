import { assert } from "../assert.ts"
import { WINDOW_BITS } from "./coarse-buckets.ts"
import { BITS_DEFAULT } from "./constants.ts"
import { type LatencyWindow, LatencyWindows, type LatencyWindowsSnapshot, windowCountAbove } from "./latency-windows.ts"
import { LogHistogram, type LogHistogramSnapshot } from "./log-histogram.ts"
import type { RunClock, WindowedSeries } from "./run-clock.ts"

export type LatencyMetricSnapshot = {
  readonly before: LogHistogramSnapshot
  readonly open: LogHistogramSnapshot
  readonly windows: LatencyWindowsSnapshot
}

/** Values kept waiting for the histogram (chosen: 2 KB, and the loop that empties it is warm after a few). */
const PENDING = 256

/**
 * A duration (or size) measured many times: a fine histogram of the whole run and a series of windows with coarse ones.
 * A value goes into the histogram of the window in progress only, which is added to that of the run when it closes.
 * Values are first set aside and then recorded many at a time, in the order they came: a histogram in the middle of a
 * call costs several times what it does in a loop of its own (measured: 100 ns and 12).
 */
export class LatencyMetric implements WindowedSeries {
  /** Values of the finished windows, and of the one in progress. */
  private readonly before: LogHistogram
  private readonly open: LogHistogram
  private readonly finished = new LatencyWindows()
  private readonly pending = new Float64Array(PENDING)
  private waiting = 0

  constructor(clock: RunClock, bits: number = BITS_DEFAULT) {
    assert(bits >= WINDOW_BITS, "a latency keeps at least 4 mantissa bits")
    this.before = new LogHistogram(bits)
    this.open = new LogHistogram(bits)
    clock.enter(this)
  }

  /** Records a finite, non-negative value. */
  record(value: number): void {
    const at = this.waiting
    this.pending[at] = value
    this.waiting = at + 1
    if (at === PENDING - 1) this.settle()
  }

  /** All values since the start or the last reset: a histogram of its own, which no later record changes. */
  get wholeRun(): LogHistogram {
    this.settle()
    const whole = new LogHistogram(this.open.bits)
    whole.merge(this.before)
    whole.merge(this.open)
    return whole
  }

  /** Finished windows, oldest first, then the one in progress. Nothing in them changes later. */
  windows(): readonly LatencyWindow[] {
    const finished = Array.from({ length: this.finished.length }, (_, i) => this.finished.span(i, i + 1))
    return [...finished, this.openWindow()]
  }

  /** Per window (the one in progress last): how many values, and how many of them are above `value`. */
  exceedances(value: number): { count: number; sum: number }[] {
    return this.windows().map((window) => ({ count: window.count, sum: windowCountAbove(window, value) }))
  }

  closeWindow(): void {
    this.finished.append(this.openWindow())
    this.before.merge(this.open)
    this.open.clear()
  }

  mergePairs(): void {
    this.finished.mergePairs()
  }

  reset(): void {
    this.waiting = 0
    this.before.clear()
    this.open.clear()
    this.finished.clear()
  }

  snapshot(): LatencyMetricSnapshot {
    this.settle()
    return { before: this.before.snapshot(), open: this.open.snapshot(), windows: this.finished.snapshot() }
  }

  restore(snapshot: LatencyMetricSnapshot): void {
    this.waiting = 0
    this.before.restore(snapshot.before)
    this.open.restore(snapshot.open)
    this.finished.restore(snapshot.windows)
  }

  /** Puts the values set aside into the histogram. */
  private settle(): void {
    const { pending, waiting, open } = this
    this.waiting = 0
    for (let at = 0; at < waiting; at++) open.record(pending[at])
  }

  private openWindow(): LatencyWindow {
    this.settle()
    const { count, sum, min, max } = this.open
    return { count, sum, min, max, pairs: this.open.pairs(WINDOW_BITS) }
  }
}
