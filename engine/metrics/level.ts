import { assert, InvariantError } from "../assert.ts"
import { bucketOf, bucketStart } from "./buckets.ts"
import { HIGH_MANTISSA_BITS } from "./constants.ts"
import { ExactSum, type ExactSumSnapshot } from "./exact-sum.ts"
import type { RunClock } from "./run-clock.ts"

/** Levels below this have a time of their own (chosen: 32 KB at most); from here on 16 buckets an octave share it. */
const EXACT_MAX = 4096
const EXACT_FIRST = 16
const SHIFT = HIGH_MANTISSA_BITS - 4
const BEYOND_FIRST = bucketOf(EXACT_MAX, SHIFT)
/** Up to here (67,108,864; sixteen times the pending events a run can hold) the sum of squares is exact. */
const SQUARES_END = 1 << 26
const FAR_FIRST = bucketOf(SQUARES_END, SHIFT) - BEYOND_FIRST
/** The sum of levels is exact up to here, 2^52. */
const LEVEL_END = SQUARES_END * SQUARES_END
const BEYOND_COUNT = bucketOf(LEVEL_END, SHIFT) - BEYOND_FIRST

export type LevelSnapshot = {
  readonly value: number
  readonly peak: number
  readonly maxBefore: number
  readonly startNs: number
  readonly sinceNs: number
  readonly timeNs: Float64Array
  readonly beyondNs: Float64Array
  readonly beyondIntegral: ExactSumSnapshot
  readonly beyondSquares: ExactSumSnapshot
  readonly farIntegral: ExactSumSnapshot
}

/**
 * A non-negative integer that holds for some time at each value: a queue's length, busy slots, calls in flight.
 * Keeps the time spent at every value, from which mean, variance and distribution follow exactly below 4096;
 * from there to 2^26 mean and variance stay exact and a quantile is within 1/16; from there on a level counts in the
 * variance as the start of its 16th of an octave. All answers are as of the clock's now.
 * Asking changes no later answer: all that is kept is integers.
 */
export class Level {
  value = 0
  /** The highest value since the latest `startPeak`, including one that held for no time. */
  peak = 0
  private maxBefore = 0
  /** NaN before the constructor sets them: see RunClock. */
  private startNs = Number.NaN
  private sinceNs = Number.NaN
  private readonly clock: RunClock
  private timeNs = new Float64Array(EXACT_FIRST)
  private beyondNs = new Float64Array(0)
  private readonly beyondIntegral = new ExactSum()
  private readonly beyondSquares = new ExactSum()
  private readonly farIntegral = new ExactSum()

  constructor(clock: RunClock) {
    this.clock = clock
    this.startNs = clock.nowNs
    this.sinceNs = clock.nowNs
  }

  set(value: number): void {
    const nowNs = this.clock.nowNs
    const before = this.value
    const timeNs = this.timeNs
    if (before < timeNs.length) timeNs[before] += nowNs - this.sinceNs
    else this.addOutside(before)
    this.sinceNs = nowNs
    this.value = value
    if (value > this.peak) this.peak = value
    else if (value < 0) refuseNegative()
  }

  add(delta: number): void {
    this.set(this.value + delta)
  }

  /** The highest value since the start or the last reset, including one that held for no time. */
  get max(): number {
    return Math.max(this.maxBefore, this.peak)
  }

  /** Starts a new peak from the current value. */
  startPeak(): void {
    this.maxBefore = this.max
    this.peak = this.value
  }

  /** Time-weighted mean since the start or the last reset; the current value where no time has passed. */
  mean(): number {
    const elapsedNs = this.elapsedNs()
    return elapsedNs === 0 ? this.value : this.integral().value() / elapsedNs
  }

  /** Time-weighted population variance. */
  variance(): number {
    this.set(this.value)
    const elapsedNs = this.elapsedNs()
    if (elapsedNs === 0) return 0
    const mean = this.mean()
    let squares = 0
    let beyondNs = 0
    for (let level = 0; level < this.timeNs.length; level++) {
      squares += (level - mean) * (level - mean) * this.timeNs[level]
    }
    this.beyondNs.forEach((ns, at) => {
      if (at < FAR_FIRST) beyondNs += ns
      else squares += square(bucketStart(BEYOND_FIRST + at, SHIFT) - mean) * ns
    })
    squares += this.beyondSquares.value() - 2 * mean * this.beyondIntegral.value() + mean * mean * beyondNs
    return Math.max(0, squares / elapsedNs)
  }

  /** The sum of value * nanoseconds since the start or the last reset, exact. */
  integral(): ExactSum {
    this.set(this.value)
    const sum = new ExactSum()
    for (let level = 1; level < this.timeNs.length; level++) sum.addProduct(level, this.timeNs[level])
    sum.addSum(this.beyondIntegral)
    sum.addSum(this.farIntegral)
    return sum
  }

  /** The share of time at `level` or above; whole buckets of a 16th of an octave from 4096 on. */
  probabilityAtLeast(level: number): number {
    this.set(this.value)
    const elapsedNs = this.elapsedNs()
    if (elapsedNs === 0) return this.value >= level ? 1 : 0
    let above = 0
    for (let at = Math.max(0, Math.ceil(level)); at < this.timeNs.length; at++) above += this.timeNs[at]
    for (let at = level < EXACT_MAX ? 0 : beyondAt(level); at < this.beyondNs.length; at++) above += this.beyondNs[at]
    return above / elapsedNs
  }

  /** The lowest level that held, with those below it, for at least the share `q` of the time. */
  quantile(q: number): number {
    assert(q >= 0 && q <= 1, "a quantile is asked for a share between 0 and 1")
    this.set(this.value)
    const elapsedNs = this.elapsedNs()
    if (elapsedNs === 0) return this.value
    const wanted = q * elapsedNs
    let seen = 0
    for (let level = 0; level < this.timeNs.length; level++) {
      seen += this.timeNs[level]
      if (seen > 0 && seen >= wanted) return level
    }
    for (let at = 0; at < this.beyondNs.length; at++) {
      seen += this.beyondNs[at]
      if (seen > 0 && seen >= wanted) return Math.min(this.max, bucketStart(BEYOND_FIRST + at, SHIFT))
    }
    return this.max
  }

  /** Starts afresh from the current value: for the end of a warm-up. */
  reset(): void {
    this.startNs = this.clock.nowNs
    this.sinceNs = this.clock.nowNs
    this.peak = this.value
    this.maxBefore = this.value
    this.timeNs.fill(0)
    this.beyondNs.fill(0)
    this.beyondIntegral.clear()
    this.beyondSquares.clear()
    this.farIntegral.clear()
  }

  snapshot(): LevelSnapshot {
    return {
      value: this.value,
      peak: this.peak,
      maxBefore: this.maxBefore,
      startNs: this.startNs,
      sinceNs: this.sinceNs,
      timeNs: this.timeNs.slice(),
      beyondNs: this.beyondNs.slice(),
      beyondIntegral: this.beyondIntegral.snapshot(),
      beyondSquares: this.beyondSquares.snapshot(),
      farIntegral: this.farIntegral.snapshot(),
    }
  }

  restore(snapshot: LevelSnapshot): void {
    this.value = snapshot.value
    this.peak = snapshot.peak
    this.maxBefore = snapshot.maxBefore
    this.startNs = snapshot.startNs
    this.sinceNs = snapshot.sinceNs
    this.timeNs = snapshot.timeNs.slice()
    this.beyondNs = snapshot.beyondNs.slice()
    this.beyondIntegral.restore(snapshot.beyondIntegral)
    this.beyondSquares.restore(snapshot.beyondSquares)
    this.farIntegral.restore(snapshot.farIntegral)
  }

  private elapsedNs(): number {
    return this.clock.nowNs - this.startNs
  }

  private addOutside(level: number): void {
    const elapsedNs = this.clock.nowNs - this.sinceNs
    if (elapsedNs === 0) return
    if (level < EXACT_MAX) {
      let capacity = this.timeNs.length
      while (capacity <= level) capacity *= 2
      const timeNs = new Float64Array(capacity)
      timeNs.set(this.timeNs)
      timeNs[level] += elapsedNs
      this.timeNs = timeNs
      return
    }
    assert(level < LEVEL_END, "a level grew to 2^52")
    if (this.beyondNs.length === 0) this.beyondNs = new Float64Array(BEYOND_COUNT)
    this.beyondNs[beyondAt(level)] += elapsedNs
    if (level >= SQUARES_END) {
      this.farIntegral.addProduct(level, elapsedNs)
      return
    }
    this.beyondIntegral.addProduct(level, elapsedNs)
    this.beyondSquares.addProduct(level * level, elapsedNs)
  }
}

function beyondAt(level: number): number {
  return bucketOf(level, SHIFT) - BEYOND_FIRST
}

function square(value: number): number {
  return value * value
}

function refuseNegative(): never {
  throw new InvariantError("a level fell below zero")
}
