/** Bytes of a bin: least and most as f32, sum as f64, count as u32. */
export const BIN_BYTES = 20

/**
 * A measure over time in bins whose width doubles when they do not reach any more: least, most, sum and count of what
 * was noted in each. A level's sum is its integral in value × ns, and its count is 0. 20 B a bin.
 */
export class Bins {
  readonly least: Float32Array
  readonly most: Float32Array
  readonly sum: Float64Array
  readonly count: Uint32Array
  /** Behind the last bin in which anything may have been noted. */
  private filled = 0

  constructor(capacity: number) {
    this.least = new Float32Array(capacity).fill(Number.POSITIVE_INFINITY)
    this.most = new Float32Array(capacity).fill(Number.NEGATIVE_INFINITY)
    this.sum = new Float64Array(capacity)
    this.count = new Uint32Array(capacity)
  }

  get bytes(): number {
    return this.sum.length * BIN_BYTES
  }

  /** One observation. */
  note(bin: number, value: number): void {
    if (bin >= this.filled) this.filled = bin + 1
    this.reach(bin, value)
    this.sum[bin] += value
    this.count[bin]++
  }

  /** A level that held from `from` to `to`, both in bins from the first. `widthNs` is the width of a bin. */
  hold(value: number, from: number, to: number, widthNs: number): void {
    const last = Math.min(Math.ceil(to), this.sum.length)
    if (last > this.filled) this.filled = last
    for (let bin = Math.floor(from); bin < last; bin++) {
      const share = Math.min(to, bin + 1) - Math.max(from, bin)
      this.reach(bin, value)
      this.sum[bin] += value * share * widthNs
    }
  }

  /** Merges bins in pairs. */
  halve(): void {
    const { least, most, sum, count } = this
    const half = (this.filled + 1) >>> 1
    for (let bin = 0; bin < half; bin++) {
      const [left, right] = [2 * bin, 2 * bin + 1]
      least[bin] = Math.min(least[left], least[right])
      most[bin] = Math.max(most[left], most[right])
      sum[bin] = sum[left] + sum[right]
      count[bin] = count[left] + count[right]
    }
    this.clear(half)
  }

  /** Forgets the bins from `bin` on. */
  clear(bin: number): void {
    const { filled } = this
    if (bin >= filled) return
    this.least.fill(Number.POSITIVE_INFINITY, bin, filled)
    this.most.fill(Number.NEGATIVE_INFINITY, bin, filled)
    this.sum.fill(0, bin, filled)
    this.count.fill(0, bin, filled)
    this.filled = bin
  }

  private reach(bin: number, value: number): void {
    if (value < this.least[bin]) this.least[bin] = value
    if (value > this.most[bin]) this.most[bin] = value
  }
}
