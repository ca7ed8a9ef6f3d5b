import { assert } from "../assert.ts"
import { bucketMiddle, bucketOf, bucketStart, integerBucketOf } from "./buckets.ts"
import { BITS_DEFAULT, HIGH_MANTISSA_BITS, MAX, MIN, SUM_HIGH, SUM_LOW, TOTALS, ZEROS } from "./constants.ts"

/** Ranks are computed in doubles; this keeps 0.07 * 100 from rounding up to the eighth value. */
const RANK_SLACK = 1 - 1e-14

export type LogHistogramSnapshot = {
  readonly bits: number
  readonly first: number
  readonly buckets: Float64Array
  readonly totals: Float64Array
}

/**
 * Counts of non-negative finite numbers in log-linear buckets, 2^bits an octave; zeros are counted apart.
 * Memory is 8 B a bucket over the octaves between the smallest and the largest value seen (1 KB an octave by default).
 * Count, sum, minimum and maximum are exact (the sum of integers to 2^105, of other numbers to double precision).
 * Asking for the count adds up the buckets; ask once.
 */
export class LogHistogram {
  readonly bits: number = BITS_DEFAULT
  private readonly shift: number = HIGH_MANTISSA_BITS - BITS_DEFAULT
  private first = 0
  private buckets = new Float64Array(0)
  private totals = emptyTotals()

  constructor(bits: number = BITS_DEFAULT) {
    assert(Number.isInteger(bits) && bits >= 0 && bits <= 12, "a histogram keeps 0 to 12 mantissa bits")
    this.bits = bits
    this.shift = HIGH_MANTISSA_BITS - bits
  }

  record(value: number): void {
    const totals = this.totals
    if (value === 0) {
      totals[ZEROS]++
      return
    }
    const buckets = this.buckets
    const integer = value | 0
    const bucket = integer === value && integer > 0 ? integerBucketOf(integer, this.bits) : bucketOf(value, this.shift)
    const at = bucket - this.first
    if (at >= 0 && at < buckets.length) buckets[at]++
    else this.recordOutside(value, 1)
    // Two-sum (Knuth): what the addition rounds away is kept in the low word.
    const sum = totals[SUM_HIGH]
    const next = sum + value
    const added = next - sum
    totals[SUM_LOW] += sum - (next - added) + (value - added)
    totals[SUM_HIGH] = next
    if (value < totals[MIN]) totals[MIN] = value
    if (value > totals[MAX]) totals[MAX] = value
  }

  /** Records `value` `times` times; `times` is a non-negative integer, value * times below 2^53 keeps the sum exact. */
  recordMany(value: number, times: number): void {
    if (times === 0) return
    if (value === 0) {
      this.totals[ZEROS] += times
      return
    }
    const at = bucketOf(value, this.shift) - this.first
    if (at >>> 0 < this.buckets.length) this.buckets[at] += times
    else this.recordOutside(value, times)
    this.addTotals(value * times, value, value)
  }

  get count(): number {
    let count = this.totals[ZEROS]
    const end = this.end()
    for (let at = this.begin(); at < end; at++) count += this.buckets[at]
    return count
  }

  get sum(): number {
    return this.totals[SUM_HIGH] + this.totals[SUM_LOW]
  }

  /** Infinity while nothing is recorded. */
  get min(): number {
    return this.totals[ZEROS] > 0 ? 0 : this.totals[MIN]
  }

  /** -Infinity while nothing is recorded. */
  get max(): number {
    return this.totals[ZEROS] > 0 ? Math.max(0, this.totals[MAX]) : this.totals[MAX]
  }

  /** NaN while nothing is recorded. */
  mean(): number {
    return this.sum / this.count
  }

  /** The value of rank ceil(q * count): exact at the ends, elsewhere the middle of its bucket; NaN while empty. */
  quantile(q: number): number {
    assert(q >= 0 && q <= 1, "a quantile is asked for a share between 0 and 1")
    const { count, min, max } = this
    const rank = Math.max(1, Math.ceil(q * count * RANK_SLACK))
    if (count === 0) return Number.NaN
    if (rank === 1) return min
    if (rank === count) return max
    let seen = this.totals[ZEROS]
    if (rank <= seen) return 0
    let at = -1
    while (seen < rank) seen += this.buckets[++at]
    return Math.min(max, Math.max(min, bucketMiddle(this.first + at, this.shift)))
  }

  /** How many values are above `value`, to the nearest whole one where a bucket has to be divided. */
  countAbove(value: number): number {
    if (value >= this.max) return 0
    if (value < this.min) return this.count
    const at = value === 0 ? -1 : bucketOf(value, this.shift) - this.first
    let above = 0
    for (let i = Math.max(0, at + 1); i < this.buckets.length; i++) above += this.buckets[i]
    if (at < 0) return above
    const start = bucketStart(this.first + at, this.shift)
    const end = bucketStart(this.first + at + 1, this.shift)
    return above + Math.round((this.buckets[at] * (end - value)) / (end - start))
  }

  /** Bucket, count, bucket, count, … in ascending order at 2^bits buckets an octave, zeros left out; no more bits than its own. */
  pairs(bits: number): Uint32Array {
    const drop = this.bits - bits
    const pairs: number[] = []
    let last = -1
    const end = this.end()
    for (let at = this.begin(); at < end; at++) {
      if (this.buckets[at] === 0) continue
      const bucket = (this.first + at) >> drop
      if (bucket === last) pairs[pairs.length - 1] += this.buckets[at]
      else pairs.push(bucket, this.buckets[at])
      last = bucket
    }
    return Uint32Array.from(pairs)
  }

  /** Adds all that `other` (of the same resolution) holds. */
  merge(other: LogHistogram): void {
    assert(other.bits === this.bits, "histograms of different resolution cannot be merged")
    if (other.buckets.length > 0) this.cover(other.first, other.first + other.buckets.length)
    const offset = other.first - this.first
    const end = other.end()
    for (let i = other.begin(); i < end; i++) this.buckets[i + offset] += other.buckets[i]
    this.addTotals(other.totals[SUM_HIGH], other.totals[MIN], other.totals[MAX])
    this.totals[SUM_LOW] += other.totals[SUM_LOW]
    this.totals[ZEROS] += other.totals[ZEROS]
  }

  /** Forgets the values but keeps the memory. */
  clear(): void {
    this.buckets.fill(0, this.begin(), this.end())
    clearTotals(this.totals)
  }

  snapshot(): LogHistogramSnapshot {
    return { bits: this.bits, first: this.first, buckets: this.buckets.slice(), totals: this.totals.slice() }
  }

  restore(snapshot: LogHistogramSnapshot): void {
    assert(snapshot.bits === this.bits, "a histogram is restored from one of the same resolution")
    this.first = snapshot.first
    this.buckets = snapshot.buckets.slice()
    this.totals = snapshot.totals.slice()
  }

  /** Place of the first bucket that holds something, and the one after the last: a window fills few of them. */
  private begin(): number {
    return this.buckets.length === 0 || this.totals[MIN] === Infinity
      ? 0
      : bucketOf(this.totals[MIN], this.shift) - this.first
  }

  private end(): number {
    return this.totals[MAX] === -Infinity ? 0 : bucketOf(this.totals[MAX], this.shift) - this.first + 1
  }

  private recordOutside(value: number, times: number): void {
    assert(value > 0 && value <= Number.MAX_VALUE, "a histogram records finite numbers that are not negative")
    const bucket = bucketOf(value, this.shift)
    this.cover(bucket, bucket + 1)
    this.buckets[bucket - this.first] += times
  }

  /** Widens the buckets to whole octaves that reach from `from` to before `to`. */
  private cover(from: number, to: number): void {
    const octave = 1 << this.bits
    const empty = this.buckets.length === 0
    const low = Math.floor(from / octave) * octave
    const high = Math.ceil(to / octave) * octave
    const first = empty ? low : Math.min(low, this.first)
    const end = empty ? high : Math.max(high, this.first + this.buckets.length)
    if (end - first === this.buckets.length) return
    const buckets = new Float64Array(end - first)
    if (!empty) buckets.set(this.buckets, this.first - first)
    this.first = first
    this.buckets = buckets
  }

  private addTotals(value: number, min: number, max: number): void {
    const totals = this.totals
    const sum = totals[SUM_HIGH]
    const next = sum + value
    const added = next - sum
    totals[SUM_LOW] += sum - (next - added) + (value - added)
    totals[SUM_HIGH] = next
    totals[MIN] = Math.min(totals[MIN], min)
    totals[MAX] = Math.max(totals[MAX], max)
  }
}

function emptyTotals(): Float64Array {
  const totals = new Float64Array(TOTALS)
  clearTotals(totals)
  return totals
}

function clearTotals(totals: Float64Array): void {
  totals.fill(0)
  totals[MIN] = Number.POSITIVE_INFINITY
  totals[MAX] = Number.NEGATIVE_INFINITY
}
