import type { RunClock, WindowedSeries } from "./run-clock.ts"

/** The samples of one window, added up. */
export type SampleWindow = {
  readonly count: number
  readonly sum: number
}

export type SampleMetricSnapshot = {
  readonly latest: number
  readonly max: number
  readonly current: SampleWindow
  readonly windows: readonly SampleWindow[]
}

/**
 * Numbers found now and then that need not be whole, such as an estimate at each decision: in all since the start or the
 * last reset, and in windows. Sums are those of doubles, in the order of recording.
 */
export class SampleMetric implements WindowedSeries {
  /** The number recorded last, a warm-up's too; NaN before the first. */
  latest = Number.NaN
  /** -Infinity while there are none. */
  max = Number.NEGATIVE_INFINITY
  private count = 0
  private sum = 0
  private finished: SampleWindow[] = []

  constructor(clock: RunClock) {
    clock.enter(this)
  }

  record(value: number): void {
    this.latest = value
    if (value > this.max) this.max = value
    this.count++
    this.sum += value
  }

  /** Finished windows, oldest first, then the one in progress. */
  windows(): readonly SampleWindow[] {
    return [...this.finished, { count: this.count, sum: this.sum }]
  }

  closeWindow(): void {
    this.finished.push({ count: this.count, sum: this.sum })
    this.count = 0
    this.sum = 0
  }

  mergePairs(): void {
    const merged: SampleWindow[] = []
    for (let i = 0; i < this.finished.length; i += 2) {
      const [left, right] = [this.finished[i], this.finished[i + 1]]
      merged.push({ count: left.count + right.count, sum: left.sum + right.sum })
    }
    this.finished = merged
  }

  /** Forgets all but the latest. */
  reset(): void {
    this.max = Number.NEGATIVE_INFINITY
    this.count = 0
    this.sum = 0
    this.finished = []
  }

  snapshot(): SampleMetricSnapshot {
    const { latest, max, count, sum } = this
    return { latest, max, current: { count, sum }, windows: this.finished.slice() }
  }

  restore(snapshot: SampleMetricSnapshot): void {
    this.latest = snapshot.latest
    this.max = snapshot.max
    this.count = snapshot.current.count
    this.sum = snapshot.current.sum
    this.finished = snapshot.windows.slice()
  }
}
