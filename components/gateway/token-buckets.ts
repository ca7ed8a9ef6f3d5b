import type { TokenRate } from "./token-rate.ts"

/** A bucket, as numbers: tokens in it; since when (whole ns, and parts of one) it has been refilled with no more than these. */
type Bucket = [tokens: number, sinceNs: number, sinceParts: number]

const TOKENS = 0
const SINCE_NS = 1
const SINCE_PARTS = 2
/** Buckets from which on full ones are looked for and forgotten (chosen). */
const SWEEP_MIN = 1024

export type TokenBucketsSnapshot = {
  readonly buckets: ReadonlyMap<number, readonly number[]>
  readonly sweepAt: number
}

/**
 * Token buckets by number. A bucket nobody has taken from is full. They are refilled when they are looked at, in whole
 * numbers: the n-th token after a moment is there exactly n intervals later, rounded up to a nanosecond.
 */
export class TokenBuckets {
  private readonly rate: TokenRate
  private readonly burst: number
  private buckets = new Map<number, Bucket>()
  private sweepAt = SWEEP_MIN

  constructor(rate: TokenRate, burst: number) {
    this.rate = rate
    this.burst = burst
  }

  /** Buckets that are kept because they were not full when last looked at. */
  get size(): number {
    return this.buckets.size
  }

  /** Takes a token. False when there is none. */
  take(nowNs: number, key: number): boolean {
    const bucket = this.buckets.get(key)
    if (bucket === undefined) {
      if (this.buckets.size >= this.sweepAt) this.sweep(nowNs)
      this.buckets.set(key, [this.burst - 1, nowNs, 0])
      return true
    }
    this.refill(bucket, nowNs)
    if (bucket[TOKENS] === 0) return false
    if (bucket[TOKENS] === this.burst) {
      bucket[SINCE_NS] = nowNs
      bucket[SINCE_PARTS] = 0
    }
    bucket[TOKENS]--
    return true
  }

  /** All buckets are full. */
  clear(): void {
    this.buckets.clear()
    this.sweepAt = SWEEP_MIN
  }

  snapshot(): TokenBucketsSnapshot {
    return { buckets: new Map([...this.buckets].map(([key, bucket]) => [key, [...bucket]])), sweepAt: this.sweepAt }
  }

  restore(saved: TokenBucketsSnapshot): void {
    this.buckets = new Map(
      [...saved.buckets].map(([key, [tokens = 0, ns = 0, parts = 0]]) => [key, [tokens, ns, parts]]),
    )
    this.sweepAt = saved.sweepAt
  }

  private refill(bucket: Bucket, nowNs: number): void {
    const { wholeNs, parts, perPart } = this.rate
    const elapsedNs = nowNs - bucket[SINCE_NS]
    const missing = this.burst - bucket[TOKENS]
    if (missing === 0) return
    let come = Math.floor(elapsedNs / (wholeNs + parts / perPart))
    if (come > missing) come = missing
    // The quotient is rounded, so its neighbours are tried: the test itself is exact.
    while (come > 0 && !this.isThere(come, bucket[SINCE_PARTS], elapsedNs)) come--
    while (come < missing && this.isThere(come + 1, bucket[SINCE_PARTS], elapsedNs)) come++
    if (come === 0) return
    const sum = come * parts + bucket[SINCE_PARTS]
    const carried = Math.floor(sum / perPart)
    bucket[TOKENS] += come
    bucket[SINCE_NS] += come * wholeNs + carried
    bucket[SINCE_PARTS] = sum - carried * perPart
  }

  /** Whether the n-th token since then has come after `elapsedNs`. */
  private isThere(n: number, sinceParts: number, elapsedNs: number): boolean {
    const { wholeNs, parts, perPart } = this.rate
    return n * wholeNs + Math.ceil((n * parts + sinceParts) / perPart) <= elapsedNs
  }

  /** Forgets the buckets that are full by now; the next sweep comes when twice as many are there. */
  private sweep(nowNs: number): void {
    for (const [key, bucket] of this.buckets) {
      this.refill(bucket, nowNs)
      if (bucket[TOKENS] === this.burst) this.buckets.delete(key)
    }
    this.sweepAt = Math.max(SWEEP_MIN, 2 * this.buckets.size)
  }
}
