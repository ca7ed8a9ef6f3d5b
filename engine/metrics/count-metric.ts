import type { RunClock, WindowedSeries } from "./run-clock.ts"

export type CountMetricSnapshot = {
  readonly before: number
  readonly current: number
  readonly windows: readonly number[]
}

/** How often something happened: in all since the start or the last reset, and in each window. */
export class CountMetric implements WindowedSeries {
  /** In finished windows, and in the one in progress. */
  private before = 0
  private current = 0
  private finished: number[] = []

  constructor(clock: RunClock) {
    clock.enter(this)
  }

  /** Counts `times` more. */
  add(times = 1): void {
    this.current += times
  }

  get total(): number {
    return this.before + this.current
  }

  /** Counts of the finished windows, oldest first, then of the one in progress. */
  windows(): readonly number[] {
    return [...this.finished, this.current]
  }

  closeWindow(): void {
    this.finished.push(this.current)
    this.before += this.current
    this.current = 0
  }

  mergePairs(): void {
    const merged: number[] = []
    for (let i = 0; i < this.finished.length; i += 2) merged.push(this.finished[i] + this.finished[i + 1])
    this.finished = merged
  }

  reset(): void {
    this.before = 0
    this.current = 0
    this.finished = []
  }

  snapshot(): CountMetricSnapshot {
    return { before: this.before, current: this.current, windows: this.finished.slice() }
  }

  restore(snapshot: CountMetricSnapshot): void {
    this.before = snapshot.before
    this.current = snapshot.current
    this.finished = snapshot.windows.slice()
  }
}
