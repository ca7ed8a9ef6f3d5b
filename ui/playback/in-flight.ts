import type { SpanTable } from "../../engine/index.ts"
import { NO_ACTOR, OUTCOME_COUNT } from "../../scenarios/record/columns.ts"
import type { MaxEndTree, Work } from "./max-end-tree.ts"
import type { Requests } from "./requests.ts"
import { chunkOf, slotOf } from "./spans.ts"

/** Calls under way from one actor to another, by how they will end. */
export interface EdgeCounts {
  readonly from: number
  readonly to: number
  readonly byOutcome: Uint32Array
}

/** The calls under way at an instant, each once: of a call with tries the tries, and none to nobody. */
export class InFlight {
  /** What the latest answer took. */
  readonly work: Work = { nodes: 0, rows: 0 }
  private readonly table: SpanTable
  private readonly tree: MaxEndTree
  private readonly requests: Requests
  private rows = new Int32Array(1_024)

  constructor(table: SpanTable, tree: MaxEndTree, requests: Requests) {
    this.table = table
    this.tree = tree
    this.requests = requests
  }

  /** Their rows, in order; valid until the next question, and may be written to. */
  at(tNs: number): Int32Array {
    const { table, tree, requests, work } = this
    let found = tree.query(tNs, this.rows, work)
    if (found > this.rows.length) {
      this.rows = new Int32Array(2 * found)
      found = tree.query(tNs, this.rows, work)
    }
    const { rows } = this
    let count = 0
    for (let i = 0; i < found; i++) {
      const row = rows[i]
      if (chunkOf(table, row).actorAt(slotOf(row)) !== NO_ACTOR && !requests.isLogical(row)) rows[count++] = row
    }
    return rows.subarray(0, count)
  }

  /** How many there are by edge and outcome. */
  edges(tNs: number): readonly EdgeCounts[] {
    const edges = new Map<number, EdgeCounts>()
    for (const row of this.at(tNs)) {
      const from = this.requests.callerOf(row)
      const to = this.table.actor(row)
      const key = from * (NO_ACTOR + 1) + to
      const edge = edges.get(key) ?? { from, to, byOutcome: new Uint32Array(OUTCOME_COUNT) }
      edge.byOutcome[this.table.outcome(row)]++
      edges.set(key, edge)
    }
    return [...edges.values()]
  }
}
