import type { Row, SpanTable } from "../../engine/index.ts"
import { NO_ACTOR, NO_ROW } from "../../scenarios/record/columns.ts"
import type { Components } from "./components.ts"
import { PagedInts } from "./paged-ints.ts"
import { chunkOf, endOf, slotOf } from "./spans.ts"

/**
 * Which spans belong to one request, and which spans are calls of which each try has a span of its own (*logical*: what
 * happens at the callee happens in the tries). 4 B and 1 bit a span: all spans of a request form a list, in which a span
 * stands behind its parent.
 */
export class Requests {
  private readonly table: SpanTable
  private readonly components: Components
  /** Row of the next span in the list, plus one; 0 ends it. */
  private readonly next = new PagedInts()
  private readonly logical = new PagedInts()

  constructor(table: SpanTable, components: Components) {
    this.table = table
    this.components = components
  }

  get bytes(): number {
    return this.next.bytes + this.logical.bytes
  }

  /**
   * Takes in the rows the table has gained. The earliest start of a span that was found to be logical after it had been
   * taken in, Infinity for none.
   */
  extend(): number {
    const from = this.next.length
    const { count } = this.table
    this.next.resize(count)
    this.logical.resize((count + 31) >>> 5)
    let earliestNs = Number.POSITIVE_INFINITY
    for (let row = from; row < count; row++) {
      const parent = this.table.parent(row)
      if (parent === NO_ROW) continue
      this.next.set(row, this.next.get(parent))
      this.next.set(parent, row + 1)
      if (!this.isTry(row, parent) || this.isLogical(parent)) continue
      this.logical.set(parent >>> 5, this.logical.get(parent >>> 5) | (1 << (parent & 31)))
      if (parent < from) earliestNs = Math.min(earliestNs, this.table.start(parent))
    }
    return earliestNs
  }

  isLogical(row: Row): boolean {
    return (this.logical.get(row >>> 5) & (1 << (row & 31))) !== 0
  }

  /** The request a span belongs to: the row of the call its client made. */
  rootOf(row: Row): Row {
    let root = row
    for (let parent = this.table.parent(root); parent !== NO_ROW; parent = this.table.parent(root)) root = parent
    return root
  }

  /**
   * The span behind one in the list of its request, NO_ROW at the end: the latest call made for it, or where there is none
   * the one made before it for the same call, or for one further up. So what is below a call follows it without a gap.
   */
  after(row: Row): Row {
    return this.next.get(row) - 1
  }

  /** Every span of a request, in the order of their start. */
  rowsOf(root: Row): Int32Array {
    const rows: number[] = []
    for (let next = root + 1; next !== 0; next = this.next.get(next - 1)) rows.push(next - 1)
    return Int32Array.from(rows).sort()
  }

  /** Who made a call, as an actor; a client is one too. */
  callerOf(row: Row): number {
    let call = row
    for (;;) {
      const chunk = chunkOf(this.table, call)
      const parent = chunk.parentAt(slotOf(call))
      if (parent === NO_ROW) return chunk.callerAt(slotOf(call))
      if (!this.isLogical(parent)) return chunkOf(this.table, parent).actorAt(slotOf(parent))
      call = parent
    }
  }

  /** Whether a try began while an earlier one of the same call was still under way. */
  isHedge(row: Row): boolean {
    const { table } = this
    const parent = table.parent(row)
    const startNs = table.start(row)
    let earlier = table.attempt(row)
    // Behind a span in the list stand the spans below it, and then the tries before it with those below them.
    for (let next = this.next.get(row); earlier > 0 && next > parent + 1; next = this.next.get(next - 1)) {
      if (table.parent(next - 1) !== parent) continue
      if (endOf(table, next - 1) > startNs) return true
      earlier--
    }
    return false
  }

  /** A component calls others, never itself: a call below one to the same component is a try of it. */
  private isTry(row: Row, parent: Row): boolean {
    const { table, components } = this
    const actor = table.actor(row)
    const parentActor = table.actor(parent)
    if (parentActor === NO_ACTOR) return false
    if (actor !== NO_ACTOR) return components.ofActor[actor] === components.ofActor[parentActor]
    // A try that was sent to nobody, or a call that was: only what is tried again waits before a try.
    return table.operation(row) === table.operation(parent) && table.backoff(parent) > 0
  }
}
