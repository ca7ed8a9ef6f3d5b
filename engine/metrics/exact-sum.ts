import { assert } from "../assert.ts"

/** The low word counts up to 2^53: below it every integer is a double. */
const BASE = 9007199254740992
/** Factors are split at 2^26, so that each partial product stays below 2^53. */
const HALF = 67108864

export type ExactSumSnapshot = {
  readonly high: number
  readonly low: number
}

/** A sum of non-negative integers that stays exact beyond 2^53: it is high * 2^53 + low. */
export class ExactSum {
  high = 0
  low = 0

  /** Adds an integer in 0 .. 2^53 - 1. */
  add(integer: number): void {
    const room = BASE - this.low
    if (integer < room) this.low += integer
    else {
      this.low = integer - room
      this.high++
    }
  }

  /** Adds left * right exactly; both are integers, left in 0 .. 2^52 - 1 and right in 0 .. 2^53 - 1. */
  addProduct(left: number, right: number): void {
    const product = left * right
    if (product < BASE) {
      this.add(product)
      return
    }
    assert(left < BASE / 2 && right < BASE, "a factor of an exact sum is too large to multiply exactly")
    const leftHigh = Math.floor(left / HALF)
    const rightHigh = Math.floor(right / HALF)
    const leftLow = left - leftHigh * HALF
    const rightLow = right - rightHigh * HALF
    this.add(leftLow * rightLow)
    this.addScaled(leftHigh * rightLow, HALF)
    this.addScaled(leftLow * rightHigh, HALF)
    this.addScaled(leftHigh * rightHigh, HALF * HALF)
  }

  addSum(other: ExactSum): void {
    this.high += other.high
    this.add(other.low)
  }

  /** The sum as the nearest double. */
  value(): number {
    return this.high * BASE + this.low
  }

  /** This sum minus a smaller or equal one, rounded once; exact while the difference is below 2^53. */
  minus(other: ExactSum): number {
    return (this.high - other.high) * BASE + (this.low - other.low)
  }

  equals(other: ExactSum): boolean {
    return this.high === other.high && this.low === other.low
  }

  clear(): void {
    this.high = 0
    this.low = 0
  }

  snapshot(): ExactSumSnapshot {
    return { high: this.high, low: this.low }
  }

  restore(snapshot: ExactSumSnapshot): void {
    this.high = snapshot.high
    this.low = snapshot.low
  }

  /** Adds integer * scale, where scale is a power of two below 2^53. */
  private addScaled(integer: number, scale: number): void {
    const perHigh = BASE / scale
    const high = Math.floor(integer / perHigh)
    this.high += high
    this.add((integer - high * perHigh) * scale)
  }
}
