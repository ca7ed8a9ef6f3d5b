import { ExactSum, type ExactSumSnapshot } from "./exact-sum.ts"
import { Level, type LevelSnapshot } from "./level.ts"
import { WindowClock, type WindowClockSnapshot, type WindowedSeries, type WindowOptions } from "./window-clock.ts"

/** A level in one window. */
export type LevelWindow = {
  readonly durationNs: number
  /** Sum of value * nanoseconds; divided by the duration it is the mean level. */
  readonly integral: number
  readonly max: number
}

export type LevelMetricSnapshot = {
  readonly clock: WindowClockSnapshot
  readonly level: LevelSnapshot
  readonly before: ExactSumSnapshot
  readonly windowMax: number
  readonly windows: readonly LevelWindow[]
}

/** A level over the whole run and in windows. Set it through this object, read the whole run from `level`. */
export class LevelMetric implements WindowedSeries {
  readonly level: Level
  private readonly clock: WindowClock
  /** The level's integral where the window in progress started. */
  private readonly before = new ExactSum()
  private windowMax = 0
  private windows: LevelWindow[] = []

  constructor(options: WindowOptions = {}) {
    this.clock = new WindowClock(options)
    this.level = new Level(options.startNs)
  }

  /** Instants must not decrease. */
  set(nowNs: number, value: number): void {
    if (nowNs >= this.clock.endNs) this.clock.roll(nowNs, this)
    if (value > this.windowMax) this.windowMax = value
    this.level.set(nowNs, value)
  }

  add(nowNs: number, delta: number): void {
    this.set(nowNs, this.level.value + delta)
  }

  /** Finished windows, oldest first, then the one in progress as far as `nowNs`. */
  windowsUntil(nowNs: number): readonly LevelWindow[] {
    this.clock.roll(nowNs, this)
    return [...this.windows, this.window(nowNs, nowNs - this.clock.endNs + this.clock.widthNs)]
  }

  /** Where the windows start and how wide they are at `nowNs`. */
  windowing(nowNs: number): WindowClockSnapshot {
    this.clock.roll(nowNs, this)
    return this.clock.snapshot()
  }

  /** Starts afresh from the current value: for the end of a warm-up. */
  reset(nowNs: number): void {
    this.clock.reset(nowNs)
    this.level.reset(nowNs)
    this.before.clear()
    this.windowMax = this.level.value
    this.windows = []
  }

  closeWindow(endNs: number): void {
    this.windows.push(this.window(endNs, this.clock.widthNs))
    this.before.restore(this.level.integral(endNs))
    this.windowMax = this.level.value
  }

  mergePairs(): void {
    const merged: LevelWindow[] = []
    for (let i = 0; i < this.windows.length; i += 2) merged.push(join(this.windows[i], this.windows[i + 1]))
    this.windows = merged
  }

  snapshot(): LevelMetricSnapshot {
    return {
      clock: this.clock.snapshot(),
      level: this.level.snapshot(),
      before: this.before.snapshot(),
      windowMax: this.windowMax,
      windows: this.windows.slice(),
    }
  }

  restore(snapshot: LevelMetricSnapshot): void {
    this.clock.restore(snapshot.clock)
    this.level.restore(snapshot.level)
    this.before.restore(snapshot.before)
    this.windowMax = snapshot.windowMax
    this.windows = snapshot.windows.slice()
  }

  private window(nowNs: number, durationNs: number): LevelWindow {
    return { durationNs, integral: this.level.integral(nowNs).minus(this.before), max: this.windowMax }
  }
}

function join(left: LevelWindow, right: LevelWindow): LevelWindow {
  return {
    durationNs: left.durationNs + right.durationNs,
    integral: left.integral + right.integral,
    max: Math.max(left.max, right.max),
  }
}
