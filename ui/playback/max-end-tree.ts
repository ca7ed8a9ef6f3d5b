import type { Row, SpanTable } from "../../engine/index.ts"
import { endOf, startedBy } from "./spans.ts"

/** Children of a node (measured in the prototype: 64 builds fastest and answers as fast as 16). */
const FAN_BITS = 6
const FAN = 1 << FAN_BITS

/** What a query did: nodes and rows looked at. */
export interface Work {
  nodes: number
  rows: number
}

/**
 * The latest end below each node of a 64-ary tree over the spans, which are in the order of their start: finds the
 * spans under way at an instant without reading those that are over. 8 / 63 B a span, twice that while it grows.
 */
export class MaxEndTree {
  private readonly table: SpanTable
  private levels: Float64Array[] = []
  private count = 0

  constructor(table: SpanTable) {
    this.table = table
  }

  get bytes(): number {
    return this.levels.reduce((sum, level) => sum + level.byteLength, 0)
  }

  /** Takes in the rows the table has gained. */
  extend(): void {
    const from = this.count
    this.count = this.table.count
    this.renew(from, this.count)
  }

  /** The end of a span taken in earlier is another now. */
  refresh(row: Row): void {
    this.renew(row, row + 1)
  }

  /**
   * Rows of the spans under way at `tNs` (started then or earlier, ending later), in order, into `rows`; how many there
   * are. Those that do not fit are counted only. `work` is set to what it took.
   */
  query(tNs: number, rows: Int32Array, work: Work): number {
    const { table, levels } = this
    const started = startedBy(table, this.count, tNs)
    work.nodes = 0
    work.rows = 0
    let found = 0
    const descend = (level: number, node: number) => {
      work.nodes++
      if (levels[level][node] <= tNs) return
      const first = node << FAN_BITS
      if (level > 0) {
        const end = Math.min(first + FAN, ((started - 1) >>> (FAN_BITS * level)) + 1)
        for (let child = first; child < end; child++) descend(level - 1, child)
        return
      }
      const end = Math.min(first + FAN, started)
      work.rows += end - first
      for (let row = first; row < end; row++) {
        if (endOf(table, row) <= tNs) continue
        if (found < rows.length) rows[found] = row
        found++
      }
    }
    if (started > 0) descend(levels.length - 1, 0)
    return found
  }

  private renew(from: Row, to: Row): void {
    if (to <= from) return
    let length = this.count
    let first = from
    let last = to - 1
    for (let level = 0; level === 0 || length > 1; level++) {
      length = (length + FAN - 1) >>> FAN_BITS
      first >>>= FAN_BITS
      last >>>= FAN_BITS
      const nodes = this.room(level, length)
      for (let node = first; node <= last; node++) nodes[node] = this.latest(level, node)
    }
  }

  /** The latest end among the children of a node. */
  private latest(level: number, node: number): number {
    const first = node << FAN_BITS
    let latest = 0
    if (level > 0) {
      const below = this.levels[level - 1]
      for (let child = first; child < Math.min(first + FAN, below.length); child++)
        latest = Math.max(latest, below[child])
      return latest
    }
    const end = Math.min(first + FAN, this.count)
    for (let row = first; row < end; row++) latest = Math.max(latest, endOf(this.table, row))
    return latest
  }

  /** The nodes of a level, at least `length` of them. */
  private room(level: number, length: number): Float64Array {
    const known = this.levels[level]
    if (known !== undefined && known.length >= length) return known
    const grown = new Float64Array(known === undefined ? length : Math.max(length, 2 * known.length))
    if (known !== undefined) grown.set(known)
    this.levels[level] = grown
    return grown
  }
}
