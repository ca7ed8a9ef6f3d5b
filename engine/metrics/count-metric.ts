import { WindowClock, type WindowClockSnapshot, type WindowedSeries, type WindowOptions } from "./window-clock.ts"

export type CountMetricSnapshot = {
  readonly clock: WindowClockSnapshot
  readonly total: number
  readonly current: number
  readonly windows: readonly number[]
}

/** How often something happened: in all since the start or the last reset, and in each window. */
export class CountMetric implements WindowedSeries {
  total = 0
  private readonly clock: WindowClock
  private current = 0
  private windows: number[] = []

  constructor(options: WindowOptions = {}) {
    this.clock = new WindowClock(options)
  }

  /** Counts `times` more; instants must not decrease. */
  add(nowNs: number, times = 1): void {
    if (nowNs >= this.clock.endNs) this.clock.roll(nowNs, this)
    this.total += times
    this.current += times
  }

  /** Counts of the finished windows, oldest first, then of the one in progress at `nowNs`. */
  windowsUntil(nowNs: number): readonly number[] {
    this.clock.roll(nowNs, this)
    return [...this.windows, this.current]
  }

  /** Where the windows start and how wide they are at `nowNs`. */
  windowing(nowNs: number): WindowClockSnapshot {
    this.clock.roll(nowNs, this)
    return this.clock.snapshot()
  }

  /** Forgets all: for the end of a warm-up. */
  reset(nowNs: number): void {
    this.clock.reset(nowNs)
    this.total = 0
    this.current = 0
    this.windows = []
  }

  closeWindow(): void {
    this.windows.push(this.current)
    this.current = 0
  }

  mergePairs(): void {
    const merged: number[] = []
    for (let i = 0; i < this.windows.length; i += 2) merged.push(this.windows[i] + this.windows[i + 1])
    this.windows = merged
  }

  snapshot(): CountMetricSnapshot {
    const { total, current } = this
    return { clock: this.clock.snapshot(), total, current, windows: this.windows.slice() }
  }

  restore(snapshot: CountMetricSnapshot): void {
    this.clock.restore(snapshot.clock)
    this.total = snapshot.total
    this.current = snapshot.current
    this.windows = snapshot.windows.slice()
  }
}
