import type { Row, SpanTable } from "../../engine/index.ts"
import { OK } from "../../scenarios/record/columns.ts"
import { Bins } from "./bins.ts"
import { BUSY, CELLS, change, QUEUED, UNDER_WAY } from "./cells.ts"
import { Heat } from "./heat.ts"
import { ENDS } from "./moment.ts"

/** Measures of a component. The first three are levels and have the numbers of the cells. */
export const MEASURES = {
  inFlight: UNDER_WAY,
  queued: QUEUED,
  busy: BUSY,
  /** In ns, of calls by when they ended; the count is that of the calls. */
  latency: CELLS,
  /** 1 for a call that failed, 0 for one that did not. */
  failed: CELLS + 1,
} as const
export const MEASURE_COUNT = CELLS + 2

/** Time bins of a heatmap are so many times as wide as those of the measures (chosen: a fifth of the memory). */
const HEAT_WIDTH = 4

/** The measures of one component over time, written in the order of time. 100 B a bin, and the heatmap's. */
export class Track {
  readonly bins: readonly Bins[]
  readonly heat: Heat
  private readonly values = new Int32Array(CELLS)
  private readonly after = new Int32Array(CELLS)
  private readonly sinceNs = new Float64Array(CELLS)
  private originNs: number
  private widthNs: number

  /** Of `capacity` bins of `widthNs` each, the first of which begins at `originNs`. */
  constructor(capacity: number, originNs: number, widthNs: number) {
    this.bins = Array.from({ length: MEASURE_COUNT }, () => new Bins(capacity))
    this.heat = new Heat(Math.ceil(capacity / HEAT_WIDTH))
    this.originNs = originNs
    this.widthNs = widthNs
  }

  get bytes(): number {
    return this.bins.reduce((sum, { bytes }) => sum + bytes, this.heat.bytes)
  }

  /** Begins to write at an instant at which these levels held. */
  begin(atNs: number, cells: Int32Array): void {
    this.values.set(cells)
    this.sinceNs.fill(atNs)
  }

  /** Something happens to a call of the component: see moment.ts. */
  note(table: SpanTable, row: Row, what: number, atNs: number): void {
    const { after } = this
    after.set(this.values)
    change(after, 0, what, 1)
    for (let cell = 0; cell < CELLS; cell++) if (after[cell] !== this.values[cell]) this.step(cell, after[cell], atNs)
    if ((what & ENDS) !== 0) this.end(table, row, atNs)
  }

  /** A level has changed by `delta`. */
  add(cell: number, delta: number, atNs: number): void {
    this.step(cell, this.values[cell] + delta, atNs)
  }

  /** The levels held until then. */
  finish(atNs: number): void {
    for (let cell = 0; cell < CELLS; cell++) this.step(cell, this.values[cell], atNs)
  }

  /** Bins of twice the width, of a track that has nothing in it. */
  widen(): void {
    this.widthNs *= 2
  }

  /** Bins of twice the width. */
  halve(): void {
    for (const bins of this.bins) bins.halve()
    this.heat.halve()
    this.widthNs *= 2
  }

  /** Forgets the bins from `bin` on, which begins a bin of the heatmap. */
  clear(bin: number): void {
    for (const bins of this.bins) bins.clear(bin)
    this.heat.clear(bin / HEAT_WIDTH)
  }

  private step(cell: number, value: number, atNs: number): void {
    const { originNs, widthNs } = this
    const sinceNs = this.sinceNs[cell]
    // A value that held for no time depends on the order of what happens at once, and is left out.
    if (atNs > sinceNs) {
      this.bins[cell].hold(this.values[cell], (sinceNs - originNs) / widthNs, (atNs - originNs) / widthNs, widthNs)
    }
    this.sinceNs[cell] = atNs
    this.values[cell] = value
  }

  private end(table: SpanTable, row: Row, atNs: number): void {
    const bin = Math.floor((atNs - this.originNs) / this.widthNs)
    const durationNs = table.duration(row)
    this.bins[MEASURES.latency].note(bin, durationNs)
    this.bins[MEASURES.failed].note(bin, table.outcome(row) === OK ? 0 : 1)
    this.heat.note(Math.floor(bin / HEAT_WIDTH), durationNs)
  }
}

/** The first bin of measures that begins a bin of the heatmap, at `bin` or before it. */
export function heatAligned(bin: number): number {
  return bin - (bin % HEAT_WIDTH)
}
