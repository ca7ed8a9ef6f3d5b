import type { Row, SpanTable } from "../../engine/index.ts"
import { OUTCOME_COUNT } from "../../scenarios/record/columns.ts"
import { chunkOf, slotOf } from "./spans.ts"

/** A hash has so many bits. */
const BITS = 32

/** Which calls under way are shown. Of each outcome one in a power of two, the same calls at every instant. */
export interface Sample {
  /** By outcome: calls under way. */
  readonly total: Uint32Array
  /** By outcome: calls shown. */
  readonly shown: Uint32Array
  /** By outcome: one in so many is shown. */
  readonly oneIn: Float64Array
}

/**
 * Chooses among rows at most `limit` and moves those to the front, their order kept. Every outcome has an equal
 * share of the places; what one does not need goes to those that have more. A call is chosen by a hash of its row, so
 * that it does not flicker while the ratio stays, and of a smaller ratio's choice all are in a larger one's.
 */
export function sampleRows(table: SpanTable, rows: Int32Array, limit: number): Sample {
  const total = new Uint32Array(OUTCOME_COUNT)
  if (rows.length <= limit) {
    for (const row of rows) total[outcomeOf(table, row)]++
    return { total, shown: total.slice(), oneIn: new Float64Array(OUTCOME_COUNT).fill(1) }
  }
  const ranks = new Uint32Array(OUTCOME_COUNT * (BITS + 1))
  for (const row of rows) {
    const outcome = outcomeOf(table, row)
    total[outcome]++
    ranks[outcome * (BITS + 1) + rankOf(row)]++
  }
  const places = placesFor(total, limit)
  const from = new Uint8Array(OUTCOME_COUNT)
  const shown = new Uint32Array(OUTCOME_COUNT)
  for (let outcome = 0; outcome < OUTCOME_COUNT; outcome++) {
    let left = total[outcome]
    let rank = 0
    for (; left > places[outcome]; rank++) left -= ranks[outcome * (BITS + 1) + rank]
    from[outcome] = rank
    shown[outcome] = left
  }
  let kept = 0
  for (const row of rows) if (rankOf(row) >= from[outcomeOf(table, row)]) rows[kept++] = row
  return { total, shown, oneIn: Float64Array.from(from, (rank) => 2 ** rank) }
}

function outcomeOf(table: SpanTable, row: Row): number {
  return chunkOf(table, row).outcomeAt(slotOf(row))
}

/** Divides the places: the outcome with the fewest calls first. */
function placesFor(total: Uint32Array, limit: number): Uint32Array {
  const places = new Uint32Array(total.length)
  const present = [...total.keys()].filter((outcome) => total[outcome] > 0).sort((a, b) => total[a] - total[b])
  let left = limit
  present.forEach((outcome, i) => {
    places[outcome] = Math.min(total[outcome], Math.floor(left / (present.length - i)))
    left -= places[outcome]
  })
  return places
}

/** Zeros at the end of a hash of the row: k or more for one row in 2^k. */
function rankOf(row: Row): number {
  let hash = Math.imul(row ^ (row >>> 16), 0x85eb_ca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35)
  hash ^= hash >>> 16
  return hash === 0 ? BITS : 31 - Math.clz32(hash & -hash)
}
