import { OUTCOME_COUNT } from "../frames/outcome.ts"
import type { RunClock } from "../metrics/run-clock.ts"
import {
  ARRIVED,
  CHANGED_AT,
  LEFT,
  OUTCOME_SHIFT,
  PRESENT,
  PRESENT_NS_HIGH,
  PRESENT_NS_LOW,
  SHIFT,
  STAYED_NS_HIGH,
  STAYED_NS_LOW,
  WORD,
} from "./meter-columns.ts"
import { capture, type Plain, reinstate } from "./plain.ts"

/**
 * For each actor, what the always-on invariants need: requests in and out, the integral of those present over time
 * and the sum of their stays, each counted on its own so that they can be compared (Little's law, conservation).
 */
export class Meters {
  private columns = new Float64Array(0)
  private outcomes = new Float64Array(0)
  private readonly clock: RunClock

  constructor(clock: RunClock) {
    this.clock = clock
  }

  resize(actors: number): void {
    this.columns = new Float64Array(actors << SHIFT)
    this.outcomes = new Float64Array(actors << OUTCOME_SHIFT)
  }

  arrive(actor: number): void {
    const at = actor << SHIFT
    this.settle(at)
    this.columns[at | PRESENT]++
    this.columns[at | ARRIVED]++
  }

  leave(actor: number, stayedNs: number, outcome: number): void {
    const at = actor << SHIFT
    this.settle(at)
    const columns = this.columns
    columns[at | PRESENT]--
    columns[at | LEFT]++
    this.outcomes[(actor << OUTCOME_SHIFT) | outcome]++
    // A stay of more than a word is less than two, since no run is longer.
    const carry = stayedNs >= WORD ? 1 : 0
    columns[at | STAYED_NS_HIGH] += carry
    let low = columns[at | STAYED_NS_LOW] + (stayedNs - carry * WORD)
    if (low >= WORD) {
      low -= WORD
      columns[at | STAYED_NS_HIGH]++
    }
    columns[at | STAYED_NS_LOW] = low
  }

  arrivals(actor: number): number {
    return this.columns[(actor << SHIFT) | ARRIVED]
  }

  departures(actor: number): number {
    return this.columns[(actor << SHIFT) | LEFT]
  }

  present(actor: number): number {
    return this.columns[(actor << SHIFT) | PRESENT]
  }

  outcomesOf(actor: number): readonly number[] {
    return [...this.outcomes.subarray(actor << OUTCOME_SHIFT, (actor << OUTCOME_SHIFT) + OUTCOME_COUNT)]
  }

  /** [high, low] words of the integral of requests present, up to now. */
  presentNs(actor: number): readonly [number, number] {
    const at = actor << SHIFT
    this.settle(at)
    return [this.columns[at | PRESENT_NS_HIGH], this.columns[at | PRESENT_NS_LOW]]
  }

  /** [high, low] words of the stays of those that left. */
  stayedNs(actor: number): readonly [number, number] {
    const at = actor << SHIFT
    return [this.columns[at | STAYED_NS_HIGH], this.columns[at | STAYED_NS_LOW]]
  }

  snapshot(): Plain {
    return capture(this, ["columns", "outcomes"])
  }

  restore(saved: Plain): void {
    reinstate(this, ["columns", "outcomes"], saved)
  }

  private settle(at: number): void {
    const nowNs = this.clock.nowNs
    const columns = this.columns
    const span = nowNs - columns[at | CHANGED_AT]
    if (span === 0) return
    columns[at | CHANGED_AT] = nowNs
    const area = span * columns[at | PRESENT]
    if (area >= WORD) {
      this.addWide(at, span, columns[at | PRESENT])
      return
    }
    let low = columns[at | PRESENT_NS_LOW] + area
    if (low >= WORD) {
      low -= WORD
      columns[at | PRESENT_NS_HIGH]++
    }
    columns[at | PRESENT_NS_LOW] = low
  }

  /** Adds a product too wide for one double, by halves of 26 bits. */
  private addWide(at: number, span: number, present: number): void {
    const half = 0x4000000
    const upper = Math.floor(span / half) * present
    const words = Math.floor(upper / half)
    let low = this.columns[at | PRESENT_NS_LOW] + (upper - words * half) * half
    low += (span % half) * present
    const carry = Math.floor(low / WORD)
    this.columns[at | PRESENT_NS_HIGH] += words + carry
    this.columns[at | PRESENT_NS_LOW] = low - carry * WORD
  }
}
