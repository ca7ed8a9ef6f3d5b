import { bucketStart } from "./buckets.ts"
import { CoarseBuckets, WINDOW_SHIFT } from "./coarse-buckets.ts"

/** What is kept of the values of one window, or of several together. */
export type LatencyWindow = {
  readonly count: number
  readonly sum: number
  /** Infinity and -Infinity where the window is empty. */
  readonly min: number
  readonly max: number
  /** Coarse bucket, count, bucket, count, … in ascending order; zeros are left out. */
  readonly pairs: Uint32Array
}

export type LatencyWindowsSnapshot = {
  readonly rows: Float64Array
  readonly ends: Uint32Array
  readonly pairs: Uint32Array
}

/** Places in a row of four doubles a window. */
const COUNT = 0
const SUM = 1
const MIN = 2
const MAX = 3
const ROW = 4

/** Finished windows of a latency in columns: a window costs 36 B and 8 B for each coarse bucket it touched. */
export class LatencyWindows {
  length = 0
  private rows = new Float64Array(8 * ROW)
  /** Where each window's pairs end. */
  private ends = new Uint32Array(8)
  private pairs = new Uint32Array(64)
  private readonly scratch = new CoarseBuckets()

  /** Adds a window after the others. */
  append(window: LatencyWindow): void {
    const start = this.start(this.length)
    const end = start + window.pairs.length
    if (this.length === this.ends.length) this.grow()
    this.writeRow(this.length, window)
    this.pairs = roomFor(this.pairs, end)
    this.pairs.set(window.pairs, start)
    this.ends[this.length] = end
    this.length++
  }

  /** Makes each two adjacent windows one; their number is even. */
  mergePairs(): void {
    const half = this.length / 2
    let pairs = new Uint32Array(this.pairs.length)
    let end = 0
    for (let i = 0; i < half; i++) {
      this.gather(2 * i, 2 * i + 2)
      this.writeRow(i, this.totals(2 * i, 2 * i + 2))
      pairs = roomFor(pairs, end + this.scratch.drainLengthMax)
      end = this.scratch.drain(pairs, end)
      this.ends[i] = end
    }
    this.pairs = pairs
    this.length = half
  }

  /** The windows `from` to before `to` as one. */
  span(from: number, to: number): LatencyWindow {
    this.gather(from, to)
    const pairs = this.scratch.toPairs()
    this.scratch.clear()
    return { ...this.totals(from, to), pairs }
  }

  clear(): void {
    this.length = 0
  }

  snapshot(): LatencyWindowsSnapshot {
    return {
      rows: this.rows.slice(0, this.length * ROW),
      ends: this.ends.slice(0, this.length),
      pairs: this.pairs.slice(0, this.start(this.length)),
    }
  }

  restore(snapshot: LatencyWindowsSnapshot): void {
    this.length = snapshot.ends.length
    this.rows = snapshot.rows.slice()
    this.ends = snapshot.ends.slice()
    this.pairs = snapshot.pairs.slice()
  }

  private start(window: number): number {
    return window === 0 ? 0 : this.ends[window - 1]
  }

  private writeRow(at: number, window: Omit<LatencyWindow, "pairs">): void {
    this.rows[at * ROW + COUNT] = window.count
    this.rows[at * ROW + SUM] = window.sum
    this.rows[at * ROW + MIN] = window.min
    this.rows[at * ROW + MAX] = window.max
  }

  private totals(from: number, to: number): Omit<LatencyWindow, "pairs"> {
    const { rows } = this
    let [count, sum, min, max] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (let at = from * ROW; at < to * ROW; at += ROW) {
      count += rows[at + COUNT]
      sum += rows[at + SUM]
      min = Math.min(min, rows[at + MIN])
      max = Math.max(max, rows[at + MAX])
    }
    return { count, sum, min, max }
  }

  private gather(from: number, to: number): void {
    const end = this.start(to)
    for (let at = this.start(from); at < end; at += 2) this.scratch.add(this.pairs[at], this.pairs[at + 1])
  }

  private grow(): void {
    const capacity = Math.max(8, this.ends.length * 2)
    const rows = new Float64Array(capacity * ROW)
    rows.set(this.rows)
    const ends = new Uint32Array(capacity)
    ends.set(this.ends)
    this.rows = rows
    this.ends = ends
  }
}

/**
 * The q-quantile of a window, spread evenly within its bucket so that windows that differ by less than a bucket
 * still differ; NaN where it is empty.
 */
export function windowQuantile(window: LatencyWindow, q: number): number {
  if (window.count === 0) return Number.NaN
  const { pairs } = window
  let positive = 0
  for (let i = 1; i < pairs.length; i += 2) positive += pairs[i]
  const zeros = window.count - positive
  const wanted = q * window.count - zeros
  if (zeros > 0 && wanted <= 0) return 0
  let seen = 0
  for (let i = 0; i < pairs.length; i += 2) {
    const inBucket = pairs[i + 1]
    if (seen + inBucket >= wanted) {
      const start = Math.max(window.min, bucketStart(pairs[i], WINDOW_SHIFT))
      const end = Math.min(window.max, bucketStart(pairs[i] + 1, WINDOW_SHIFT))
      return start + ((end - start) * (wanted - seen)) / inBucket
    }
    seen += inBucket
  }
  return window.max
}

/** How many values of a window are above `value`; a bucket that has to be divided is taken as evenly filled. */
export function windowCountAbove(window: LatencyWindow, value: number): number {
  if (window.count === 0 || value >= window.max) return 0
  if (value < window.min) return window.count
  const { pairs } = window
  let above = 0
  for (let i = 0; i < pairs.length; i += 2) {
    const start = Math.max(window.min, bucketStart(pairs[i], WINDOW_SHIFT))
    const end = Math.min(window.max, bucketStart(pairs[i] + 1, WINDOW_SHIFT))
    const share = value <= start ? 1 : value >= end ? 0 : (end - value) / (end - start)
    above += share * pairs[i + 1]
  }
  return above
}

/** The array itself where it is long enough, else a copy of at least twice the length. */
function roomFor(array: Uint32Array<ArrayBuffer>, length: number): Uint32Array<ArrayBuffer> {
  if (length <= array.length) return array
  const longer = new Uint32Array(Math.max(length, array.length * 2))
  longer.set(array)
  return longer
}
