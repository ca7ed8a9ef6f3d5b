import { ExactSum, type ExactSumSnapshot } from "./exact-sum.ts"
import { Level, type LevelSnapshot } from "./level.ts"
import type { RunClock, WindowedSeries } from "./run-clock.ts"

/** A level in one window. */
export type LevelWindow = {
  readonly durationNs: number
  /** Sum of value * nanoseconds; divided by the duration it is the mean level. */
  readonly integral: number
  readonly max: number
}

export type LevelMetricSnapshot = {
  readonly level: LevelSnapshot
  readonly before: ExactSumSnapshot
  readonly windows: readonly LevelWindow[]
}

/** A level over the whole run and in windows. Set it through this object, read the whole run from `level`. */
export class LevelMetric implements WindowedSeries {
  readonly level: Level
  private readonly clock: RunClock
  /** The level's integral where the window in progress started. */
  private readonly before = new ExactSum()
  private finished: LevelWindow[] = []

  constructor(clock: RunClock) {
    this.clock = clock
    this.level = new Level(clock)
    clock.enter(this)
  }

  set(value: number): void {
    this.level.set(value)
  }

  add(delta: number): void {
    this.level.set(this.level.value + delta)
  }

  /** Finished windows, oldest first, then the one in progress as far as now. */
  windows(): readonly LevelWindow[] {
    return [...this.finished, this.window()]
  }

  closeWindow(): void {
    this.finished.push(this.window())
    this.before.restore(this.level.integral())
    this.level.startPeak()
  }

  mergePairs(): void {
    const merged: LevelWindow[] = []
    for (let i = 0; i < this.finished.length; i += 2) merged.push(join(this.finished[i], this.finished[i + 1]))
    this.finished = merged
  }

  /** Starts afresh from the current value. */
  reset(): void {
    this.level.reset()
    this.before.clear()
    this.finished = []
  }

  snapshot(): LevelMetricSnapshot {
    return { level: this.level.snapshot(), before: this.before.snapshot(), windows: this.finished.slice() }
  }

  restore(snapshot: LevelMetricSnapshot): void {
    this.level.restore(snapshot.level)
    this.before.restore(snapshot.before)
    this.finished = snapshot.windows.slice()
  }

  private window(): LevelWindow {
    const durationNs = this.clock.nowNs - (this.clock.endNs - this.clock.widthNs)
    return { durationNs, integral: this.level.integral().minus(this.before), max: this.level.peak }
  }
}

function join(left: LevelWindow, right: LevelWindow): LevelWindow {
  return {
    durationNs: left.durationNs + right.durationNs,
    integral: left.integral + right.integral,
    max: Math.max(left.max, right.max),
  }
}
