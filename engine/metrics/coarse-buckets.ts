import { HIGH_MANTISSA_BITS } from "./constants.ts"

/** 16 buckets an octave in a window (chosen): enough to compare windows, an eighth of the fine histogram's memory. */
export const WINDOW_BITS = 4
export const WINDOW_SHIFT = HIGH_MANTISSA_BITS - WINDOW_BITS
const OCTAVE = 1 << WINDOW_BITS

/** Counts by coarse bucket over the octaves seen; 32 bits each, since a window is a small part of a run. */
export class CoarseBuckets {
  private first = 0
  private counts = new Uint32Array(0)

  add(bucket: number, times: number): void {
    const at = bucket - this.first
    if (at >>> 0 < this.counts.length) this.counts[at] += times
    else this.addOutside(bucket, times)
  }

  /** At most this many numbers come out of `drain`. */
  get drainLengthMax(): number {
    return this.counts.length * 2
  }

  /** Writes bucket, count, bucket, count, … in ascending order from `at` on, empties itself, returns the end. */
  drain(into: Uint32Array, at: number): number {
    const { counts, first } = this
    let end = at
    for (let i = 0; i < counts.length; i++) {
      if (counts[i] === 0) continue
      into[end++] = first + i
      into[end++] = counts[i]
      counts[i] = 0
    }
    return end
  }

  /** The same pairs as an array of their own; keeps its counts. */
  toPairs(): Uint32Array {
    const counts = this.counts.slice()
    const pairs = new Uint32Array(this.drainLengthMax)
    const length = this.drain(pairs, 0)
    this.counts = counts
    return pairs.slice(0, length)
  }

  clear(): void {
    this.counts.fill(0)
  }

  private addOutside(bucket: number, times: number): void {
    const low = Math.floor(bucket / OCTAVE) * OCTAVE
    const empty = this.counts.length === 0
    const first = empty ? low : Math.min(low, this.first)
    const end = empty ? low + OCTAVE : Math.max(low + OCTAVE, this.first + this.counts.length)
    const counts = new Uint32Array(end - first)
    if (!empty) counts.set(this.counts, this.first - first)
    counts[bucket - first] += times
    this.first = first
    this.counts = counts
  }
}
