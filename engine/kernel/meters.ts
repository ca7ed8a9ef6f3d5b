import { OUTCOME_COUNT } from "../frames/outcome.ts"
import type { RunClock } from "../metrics/run-clock.ts"
import {
  CAME,
  CAME_NS,
  COUNT_SHIFT,
  INT_SHIFT,
  LEFT,
  LEFT_NS,
  OUTCOMES_FROM,
  PRESENT,
  STAYED_NS,
} from "./meter-columns.ts"
import { capture, type Plain, reinstate } from "./plain.ts"

/**
 * For each actor, what the always-on invariants need: requests in and out, when they came and went, and how long they
 * say they stayed, each counted on its own so that they can be compared (conservation, Little's law).
 */
export class Meters {
  private sums = new Int32Array(0)
  private counts = new Float64Array(0)
  private readonly clock: RunClock

  constructor(clock: RunClock) {
    this.clock = clock
  }

  resize(actors: number): void {
    this.sums = new Int32Array(actors << INT_SHIFT)
    this.counts = new Float64Array(actors << COUNT_SHIFT)
  }

  arrive(actor: number): void {
    const { sums } = this
    const at = actor << INT_SHIFT
    sums[at | CAME_NS] += this.clock.nowNs | 0
    sums[at | PRESENT]++
    this.counts[(actor << COUNT_SHIFT) | CAME]++
  }

  /** `stayedNs` is taken modulo 2^32, so it travels as an integer. */
  leave(actor: number, stayedNs: number, outcome: number): void {
    const { sums, counts } = this
    const at = actor << INT_SHIFT
    const count = actor << COUNT_SHIFT
    sums[at | LEFT_NS] += this.clock.nowNs | 0
    sums[at | STAYED_NS] += stayedNs
    sums[at | PRESENT]--
    counts[count | LEFT]++
    counts[count + OUTCOMES_FROM + outcome]++
  }

  arrivals(actor: number): number {
    return this.counts[(actor << COUNT_SHIFT) | CAME]
  }

  departures(actor: number): number {
    return this.counts[(actor << COUNT_SHIFT) | LEFT]
  }

  present(actor: number): number {
    return this.sums[(actor << INT_SHIFT) | PRESENT]
  }

  outcomesOf(actor: number): readonly number[] {
    const from = (actor << COUNT_SHIFT) + OUTCOMES_FROM
    return [...this.counts.subarray(from, from + OUTCOME_COUNT)]
  }

  /** The integral of requests present over time up to now, in ns modulo 2^32: those inside have come and not left. */
  presentNs(actor: number): number {
    const at = actor << INT_SHIFT
    const inside = Math.imul(this.sums[at | PRESENT], this.clock.nowNs | 0)
    return (inside + this.sums[at | LEFT_NS] - this.sums[at | CAME_NS]) | 0
  }

  /** The stays of those that left, in ns modulo 2^32. */
  stayedNs(actor: number): number {
    return this.sums[(actor << INT_SHIFT) | STAYED_NS]
  }

  snapshot(): Plain {
    return capture(this, ["sums", "counts"])
  }

  restore(saved: Plain): void {
    reinstate(this, ["sums", "counts"], saved)
  }
}
