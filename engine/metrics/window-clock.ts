import { assert } from "../assert.ts"

/** Finished windows a series holds at most (chosen); once it is full, pairs merge and the width doubles. */
export const WINDOWS_MAX = 128
/** 100 ms in nanoseconds (chosen): a run of a minute ends with 75 windows of 800 ms. */
export const WINDOW_NS = 100_000_000

export interface WindowOptions {
  /** Where the first window starts, in nanoseconds. */
  readonly startNs?: number
  /** Width of the first windows, in nanoseconds. */
  readonly widthNs?: number
  /** Even; see WINDOWS_MAX. */
  readonly windowsMax?: number
}

/** What a series does when the clock rolls; called at most once a window, never once a record. */
export interface WindowedSeries {
  /** The window in progress ended at `endNs`: keep it as the last finished one and start an empty one. */
  closeWindow(endNs: number): void
  /** All finished windows in pairs become one window a pair. */
  mergePairs(): void
}

export type WindowClockSnapshot = {
  readonly startNs: number
  readonly widthNs: number
  readonly closed: number
}

/**
 * Divides time into adjacent windows of equal width. A series asks `nowNs >= clock.endNs` on each record and rolls;
 * nothing is scheduled. The division depends on time alone, never on what was recorded or asked.
 */
export class WindowClock {
  startNs = 0
  widthNs = WINDOW_NS
  /** Finished windows; the window in progress is the one after them. */
  closed = 0
  /** End of the window in progress. */
  endNs = 0
  readonly windowsMax: number = WINDOWS_MAX
  private readonly widthFirstNs: number = WINDOW_NS

  constructor(options: WindowOptions = {}) {
    const { startNs = 0, widthNs = WINDOW_NS, windowsMax = WINDOWS_MAX } = options
    assert(Number.isInteger(widthNs) && widthNs > 0, "a window is a whole number of nanoseconds wide")
    assert(windowsMax >= 2 && windowsMax % 2 === 0, "a series holds an even number of windows")
    this.startNs = startNs
    this.widthNs = widthNs
    this.widthFirstNs = widthNs
    this.windowsMax = windowsMax
    this.endNs = startNs + widthNs
  }

  /** Ends every window that lies before `nowNs`; at most windowsMax windows a doubling of the elapsed time. */
  roll(nowNs: number, series: WindowedSeries): void {
    while (nowNs >= this.endNs) {
      series.closeWindow(this.endNs)
      this.closed++
      if (this.closed === this.windowsMax) {
        series.mergePairs()
        this.closed /= 2
        this.widthNs *= 2
      }
      this.endNs = this.startNs + (this.closed + 1) * this.widthNs
    }
  }

  reset(nowNs: number): void {
    this.restore({ startNs: nowNs, widthNs: this.widthFirstNs, closed: 0 })
  }

  snapshot(): WindowClockSnapshot {
    return { startNs: this.startNs, widthNs: this.widthNs, closed: this.closed }
  }

  restore(snapshot: WindowClockSnapshot): void {
    this.startNs = snapshot.startNs
    this.widthNs = snapshot.widthNs
    this.closed = snapshot.closed
    this.endNs = snapshot.startNs + (snapshot.closed + 1) * snapshot.widthNs
  }
}
