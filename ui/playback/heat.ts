/** Rows of a heatmap an octave (chosen: neighbours differ by 14 to 25 %). */
export const ROWS_PER_OCTAVE = 4
const OCTAVES = 53

const scratch = new DataView(new ArrayBuffer(8))

/** The row of a latency in ns: row r begins at 2^(r / 4), in four equal steps an octave. 0 and 1 ns share a row. */
export function heatRow(ns: number): number {
  if (ns < 1) return 0
  scratch.setFloat64(0, ns)
  const high = scratch.getUint32(0)
  return ((high >>> 20) - 1023) * ROWS_PER_OCTAVE + ((high >>> 18) & (ROWS_PER_OCTAVE - 1))
}

/** Where a row begins, in ns. */
export function heatRowStart(row: number): number {
  const octave = Math.floor(row / ROWS_PER_OCTAVE)
  return 2 ** octave * (1 + (row % ROWS_PER_OCTAVE) / ROWS_PER_OCTAVE)
}

/** How many calls took how long, by time bin and row: 16 B a bin for each octave in which there is one. */
export class Heat {
  private readonly bins: number
  /** Behind the last time bin in which anything may have been noted. */
  private filled = 0
  private readonly octaves: (Uint32Array | null)[] = Array.from({ length: OCTAVES }, () => null)

  constructor(bins: number) {
    this.bins = bins
  }

  get bytes(): number {
    return this.octaves.reduce((sum, octave) => sum + (octave?.byteLength ?? 0), 0)
  }

  note(bin: number, ns: number): void {
    if (bin >= this.filled) this.filled = bin + 1
    const row = heatRow(ns)
    const octave = Math.floor(row / ROWS_PER_OCTAVE)
    const known = this.octaves[octave]
    const counts = known ?? new Uint32Array(this.bins * ROWS_PER_OCTAVE)
    if (known === null) this.octaves[octave] = counts
    counts[bin * ROWS_PER_OCTAVE + (row % ROWS_PER_OCTAVE)]++
  }

  at(bin: number, row: number): number {
    const counts = this.octaves[Math.floor(row / ROWS_PER_OCTAVE)]
    return counts === null ? 0 : counts[bin * ROWS_PER_OCTAVE + (row % ROWS_PER_OCTAVE)]
  }

  /** Merges time bins in pairs. */
  halve(): void {
    const bins = (this.filled + 1) >>> 1
    for (const counts of this.octaves) {
      if (counts === null) continue
      const half = bins * ROWS_PER_OCTAVE
      for (let to = 0; to < half; to++) {
        const from = 2 * to - (to % ROWS_PER_OCTAVE)
        counts[to] = counts[from] + counts[from + ROWS_PER_OCTAVE]
      }
      counts.fill(0, half, this.filled * ROWS_PER_OCTAVE)
    }
    this.filled = bins
  }

  /** Forgets the time bins from `bin` on. */
  clear(bin: number): void {
    if (bin >= this.filled) return
    for (const counts of this.octaves) counts?.fill(0, bin * ROWS_PER_OCTAVE, this.filled * ROWS_PER_OCTAVE)
    this.filled = bin
  }
}
