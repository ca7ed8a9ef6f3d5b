import { IN_FLIGHT } from "../frames/outcome.ts"
import type { Row, SpanParts } from "./recorder.ts"
import type { SpanTable } from "./span-table.ts"

/** The children of every span a table holds, in the order of their start; made once, after recording. */
export interface Children {
  /** Place of the first child of row `firstRow + i` in `rows`; one more entry than there are spans. */
  readonly offsets: Uint32Array
  readonly rows: Int32Array
  readonly firstRow: Row
}

/** Where the time of a span went, in ns. The six add up to its duration exactly. */
export interface AllParts extends Readonly<SpanParts> {
  /** Waiting for calls made on its behalf: while at least one of them was under way. */
  readonly downstreamNs: number
  /** The rest: work of its callee. */
  readonly serviceNs: number
}

/** Finds the children of every held span. Spans whose parent is in an earlier chunk are nobody's children here. */
export function childIndex(table: SpanTable): Children {
  const { firstRow, count } = table
  const offsets = new Uint32Array(count - firstRow + 1)
  for (const chunk of table.chunks) {
    for (let slot = 0; slot < chunk.count; slot++) {
      const parent = chunk.parentAt(slot)
      if (parent >= firstRow) offsets[parent - firstRow + 1]++
    }
  }
  for (let i = 1; i < offsets.length; i++) offsets[i] += offsets[i - 1]
  const rows = new Int32Array(offsets[offsets.length - 1])
  const next = offsets.slice()
  for (const chunk of table.chunks) {
    for (let slot = 0; slot < chunk.count; slot++) {
      const parent = chunk.parentAt(slot)
      if (parent >= firstRow) rows[next[parent - firstRow]++] = chunk.firstRow + slot
    }
  }
  return { offsets, rows, firstRow }
}

/**
 * Splits a span's duration. Waits that were recorded for the span itself go before downstream where both say they had
 * the same moment (a parallel branch waits for the processor while another one's call is under way). All 0 while the
 * span is open.
 */
export function partsOf(table: SpanTable, children: Children, row: Row): AllParts {
  const queueNs = table.queue(row)
  const networkNs = table.network(row)
  const backoffNs = table.backoff(row)
  const poolNs = table.pool(row)
  const left = table.duration(row) - queueNs - networkNs - backoffNs - poolNs
  const downstreamNs = Math.min(left, coveredNs(table, children, row))
  return { queueNs, networkNs, backoffNs, poolNs, downstreamNs, serviceNs: left - downstreamNs }
}

/** How long at least one child was under way within the span: the union of their intervals. */
function coveredNs(table: SpanTable, children: Children, row: Row): number {
  const startNs = table.start(row)
  const endNs = startNs + table.duration(row)
  const i = row - children.firstRow
  let covered = 0
  let reachedNs = startNs
  for (let at = children.offsets[i]; at < children.offsets[i + 1]; at++) {
    const child = children.rows[at]
    const childStartNs = table.start(child)
    // A child that is open when the record ends outlived its parent.
    const childEndNs = table.outcome(child) === IN_FLIGHT ? endNs : childStartNs + table.duration(child)
    const fromNs = Math.max(childStartNs, reachedNs)
    const toNs = Math.min(childEndNs, endNs)
    if (toNs <= fromNs) continue
    covered += toNs - fromNs
    reachedNs = toNs
  }
  return covered
}
