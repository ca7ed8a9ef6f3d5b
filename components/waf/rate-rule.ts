import { capture, type Plain, reinstate } from "../../engine/index.ts"

/** Keys from which on those that have sent nothing for a window are looked for and forgotten (chosen). */
const SWEEP_MIN = 1024

export interface RateLimits {
  /** Requests in a window. */
  readonly limit: number
  readonly windowNs: number
  /** From one look at the count to the next; a whole part of the window. */
  readonly everyNs: number
  readonly lagNs: number
}

/** Of one key: its requests in the periods of a window as a ring, and what is held of them. */
type Count = {
  /** Number of the present period. */
  period: number
  counts: number[]
  /** What the latest look has found. */
  over: boolean
  refused: boolean
  /** Times, in order, at which `refused` turns. */
  turnsAtNs: number[]
}

/**
 * A rate-based rule as AWS WAF has it: at regular times it estimates the requests of the latest window, and some time
 * after it has found too many, it refuses all, until some time after it has found few enough. Refused requests count.
 * Looks that nobody has asked about are caught up with: they need no timer.
 * The recent ones count for more; how much AWS does not say (chosen: weights fall in a straight line, mean 1).
 */
export class RateRule {
  private byKey = new Map<number, Count>()
  private sweepAt = SWEEP_MIN
  private readonly limits: RateLimits
  private readonly periods: number

  constructor(limits: RateLimits) {
    this.limits = limits
    this.periods = Math.round(limits.windowNs / limits.everyNs)
  }

  /** Keys that are kept. */
  get size(): number {
    return this.byKey.size
  }

  /** Counts a request of a key. True where it is refused. */
  refuses(nowNs: number, key: number): boolean {
    const period = Math.floor(nowNs / this.limits.everyNs)
    const count = this.countOf(key, period)
    this.catchUp(count, period)
    turn(count, nowNs)
    count.counts[period % this.periods] = (count.counts[period % this.periods] ?? 0) + 1
    return count.refused
  }

  clear(): void {
    this.byKey.clear()
    this.sweepAt = SWEEP_MIN
  }

  snapshot(): Plain {
    return capture(this, ["byKey", "sweepAt"])
  }

  restore(saved: Plain): void {
    reinstate(this, ["byKey", "sweepAt"], saved)
  }

  private countOf(key: number, period: number): Count {
    const known = this.byKey.get(key)
    if (known !== undefined) return known
    if (this.byKey.size >= this.sweepAt) this.sweep(period)
    const count: Count = {
      period,
      counts: Array.from({ length: this.periods }, () => 0),
      over: false,
      refused: false,
      turnsAtNs: [],
    }
    this.byKey.set(key, count)
    return count
  }

  /** Takes the looks at the ends of all periods since the key's latest request. */
  private catchUp(count: Count, period: number): void {
    const { everyNs, limit, lagNs } = this.limits
    // After a whole window without a request nothing counts any more, and no look finds anything else.
    const last = Math.min(period, count.period + this.periods + 1)
    while (count.period < last) {
      const over = this.estimate(count) > limit
      count.period++
      if (over !== count.over) count.turnsAtNs.push(count.period * everyNs + lagNs)
      count.over = over
      count.counts[count.period % this.periods] = 0
    }
    count.period = period
  }

  private estimate({ counts, period }: Count): number {
    const { periods } = this
    let sum = 0
    for (let age = 0; age < periods; age++) {
      const weight = (2 * (periods - age)) / (periods + 1)
      sum += weight * (counts[(period - age + periods) % periods] ?? 0)
    }
    return sum
  }

  /** Forgets keys that have sent nothing for so long that they are as good as new. */
  private sweep(period: number): void {
    const lagPeriods = Math.ceil(this.limits.lagNs / this.limits.everyNs)
    for (const [key, count] of this.byKey)
      if (period - count.period > 2 * this.periods + lagPeriods) this.byKey.delete(key)
    this.sweepAt = Math.max(SWEEP_MIN, 2 * this.byKey.size)
  }
}

function turn(count: Count, nowNs: number): void {
  for (let at = count.turnsAtNs[0]; at !== undefined && at <= nowNs; at = count.turnsAtNs[0]) {
    count.refused = !count.refused
    count.turnsAtNs.shift()
  }
}
