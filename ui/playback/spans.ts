import type { Row, SpanChunk, SpanTable } from "../../engine/index.ts"
import { CHUNK_ROWS, IN_FLIGHT } from "../../scenarios/record/columns.ts"

const CHUNK_BITS = 31 - Math.clz32(CHUNK_ROWS)
const SLOT_MASK = CHUNK_ROWS - 1

/**
 * The chunk a row of a table is in, which has to be held. Whoever reads much of a row reads its chunk at `slotOf`: the
 * table's own functions look the chunk up anew for each column.
 */
export function chunkOf(table: SpanTable, row: Row): SpanChunk {
  return table.chunks[(row - table.firstRow) >>> CHUNK_BITS]
}

/** The place of a row in its chunk. */
export function slotOf(row: Row): number {
  return row & SLOT_MASK
}

/** When a span ends, in ns; Infinity while it is open. */
export function endOf(table: SpanTable, row: Row): number {
  const chunk = chunkOf(table, row)
  const slot = slotOf(row)
  return chunk.outcomeAt(slot) === IN_FLIGHT ? Number.POSITIVE_INFINITY : chunk.startAt(slot) + chunk.durationAt(slot)
}

/** How many of the first `count` rows have started by `tNs`, that moment included. */
export function startedBy(table: SpanTable, count: number, tNs: number): number {
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >>> 1
    if (chunkOf(table, middle).startAt(slotOf(middle)) <= tNs) low = middle + 1
    else high = middle
  }
  return low
}
