import { assert } from "../assert.ts"

/** Finished windows a series holds at most (chosen); once it is full, pairs merge and the width doubles. */
export const WINDOWS_MAX = 128
/** 100 ms in nanoseconds (chosen): a run of a minute ends with 75 windows of 800 ms. */
export const WINDOW_NS = 100_000_000

export interface WindowOptions {
  /** Where the first window starts, in nanoseconds; the clock starts there too. */
  readonly startNs?: number
  /** Width of the first windows, in nanoseconds. */
  readonly widthNs?: number
  /** Even; see WINDOWS_MAX. */
  readonly windowsMax?: number
}

/** A measure in windows. All of a run's have the same ones, so that recording needs no look at the time. */
export interface WindowedSeries {
  /** The window in progress ends now: keep it as the last finished one and start an empty one. */
  closeWindow(): void
  /** All finished windows in pairs become one window a pair. */
  mergePairs(): void
  /** Forgets all it measured: for the end of a warm-up. */
  reset(): void
}

export type RunClockSnapshot = {
  readonly nowNs: number
  readonly startNs: number
  readonly widthNs: number
  readonly closed: number
}

/**
 * The time of a run in ns, and its division into adjacent windows of equal width. Nothing is scheduled for a window's
 * end: the windows that end on the way to an instant are closed before the clock stands there. The division depends
 * on time alone, never on what was recorded or asked.
 * Its times are NaN before the constructor sets them, so that V8 keeps them as doubles from the first on; begun as small
 * integers they would all change their kind after 2.1 s, and whatever reads them be compiled anew.
 */
export class RunClock {
  /** Written by `advance` alone; whoever needs the time reads it here, so that it goes through no call as a boxed double. */
  nowNs = Number.NaN
  startNs = Number.NaN
  widthNs = Number.NaN
  /** Finished windows; the window in progress is the one after them. */
  closed = 0
  /** End of the window in progress. */
  endNs = Number.NaN
  readonly windowsMax: number
  private readonly widthFirstNs: number
  private readonly series: WindowedSeries[] = []

  constructor(options: WindowOptions = {}) {
    const { startNs = 0, widthNs = WINDOW_NS, windowsMax = WINDOWS_MAX } = options
    assert(Number.isInteger(widthNs) && widthNs > 0, "a window is a whole number of nanoseconds wide")
    assert(windowsMax >= 2 && windowsMax % 2 === 0, "a series holds an even number of windows")
    this.nowNs = startNs
    this.startNs = startNs
    this.widthNs = widthNs
    this.widthFirstNs = widthNs
    this.windowsMax = windowsMax
    this.endNs = startNs + widthNs
  }

  /** Adds a series, before its first window is over. */
  enter(series: WindowedSeries): void {
    assert(this.closed === 0, "a measure is added after its first window")
    this.series.push(series)
  }

  /** Moves on to an instant that is not earlier. */
  advance(nowNs: number): void {
    if (nowNs >= this.endNs) this.roll(nowNs)
    this.nowNs = nowNs
  }

  /** Starts the windows afresh now and forgets all that was measured. */
  reset(): void {
    this.divide(this.nowNs, this.widthFirstNs, 0)
    for (const series of this.series) series.reset()
  }

  snapshot(): RunClockSnapshot {
    return { nowNs: this.nowNs, startNs: this.startNs, widthNs: this.widthNs, closed: this.closed }
  }

  restore(snapshot: RunClockSnapshot): void {
    this.nowNs = snapshot.nowNs
    this.divide(snapshot.startNs, snapshot.widthNs, snapshot.closed)
  }

  /** Ends every window that is over at `nowNs`; at most windowsMax windows a doubling of the elapsed time. */
  private roll(nowNs: number): void {
    while (nowNs >= this.endNs) {
      this.nowNs = this.endNs
      for (const series of this.series) series.closeWindow()
      this.closed++
      if (this.closed === this.windowsMax) {
        for (const series of this.series) series.mergePairs()
        this.closed /= 2
        this.widthNs *= 2
      }
      this.endNs = this.startNs + (this.closed + 1) * this.widthNs
    }
  }

  private divide(startNs: number, widthNs: number, closed: number): void {
    this.startNs = startNs
    this.widthNs = widthNs
    this.closed = closed
    this.endNs = startNs + (closed + 1) * widthNs
  }
}
