import { DOUBLE_SHIFT, STARTED } from "../frames/columns.ts"
import type { Frame, Frames } from "../frames/frames.ts"
import { OUTCOME_COUNT } from "../frames/outcome.ts"
import { capture, type Plain, reinstate } from "../kernel/plain.ts"
import { SUM_HIGH, SUM_LOW, WORD, WORST } from "./edge-cells.ts"

const FIELDS = ["calls", "retries", "outcomes", "cells"] as const

/** What is counted of the calls from one component to another, shared by the caller's replicas. */
export class EdgeMetrics {
  calls = 0
  retries = 0
  readonly outcomes = new Float64Array(OUTCOME_COUNT)
  /** The sum of the latencies in two words, and the longest; in ns. */
  private readonly cells = new Float64Array(4)

  /** An attempt has ended for its caller. */
  settle(frames: Frames, frame: Frame, outcome: number): void {
    const { cells } = this
    const latencyNs = frames.nowNs - frames.doubles[(frame << DOUBLE_SHIFT) | STARTED]
    this.outcomes[outcome]++
    if (latencyNs > cells[WORST]) cells[WORST] = latencyNs
    const low = cells[SUM_LOW] + latencyNs
    if (low < WORD) cells[SUM_LOW] = low
    else {
      cells[SUM_LOW] = low - WORD
      cells[SUM_HIGH]++
    }
  }

  /** Of all attempts, in ns, as the caller sees it; NaN while there are none. */
  get latencyMeanNs(): number {
    const settled = this.outcomes.reduce((sum, count) => sum + count, 0)
    return (this.cells[SUM_HIGH] * WORD + this.cells[SUM_LOW]) / settled
  }

  get latencyMaxNs(): number {
    return this.cells[WORST]
  }

  /** Forgets what was counted so far: the end of a warm-up. */
  reset(): void {
    this.calls = 0
    this.retries = 0
    this.outcomes.fill(0)
    this.cells.fill(0)
  }

  snapshot(): Plain {
    return capture(this, FIELDS)
  }

  restore(saved: Plain): void {
    reinstate(this, FIELDS, saved)
  }
}
