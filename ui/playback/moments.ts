import type { Row, SpanTable } from "../../engine/index.ts"
import { emptyPhases, readPhases } from "./call-phases.ts"
import { MOMENT_ROWS_MAX, MOMENTS_MAX, momentsOf, rowOf, STARTS, timeIn, whatOf } from "./moment.ts"
import { PagedInts } from "./paged-ints.ts"
import { sortMoments, type TimedMoments } from "./sort-moments.ts"
import { chunkOf, slotOf } from "./spans.ts"

/**
 * Every moment of every span in the order of time, those of one time in the order of rows. 4 B a moment; a call has two
 * where it neither waits nor crosses a network, five at most, so 8 to 20 B a span.
 */
export class Moments {
  readonly table: SpanTable
  private readonly order = new PagedInts()
  private readonly phases = emptyPhases()
  private rows = 0

  constructor(table: SpanTable) {
    this.table = table
  }

  get length(): number {
    return this.order.length
  }

  get bytes(): number {
    return this.order.bytes
  }

  /** The moment at a place, see moment.ts. */
  at(place: number): number {
    return this.order.get(place)
  }

  /** In ns. */
  timeAt(place: number): number {
    return this.timeOf(this.order.get(place))
  }

  /** The callee of the call whose moment it is, NO_ACTOR where it never got to one. */
  actorAt(place: number): number {
    const row = rowOf(this.order.get(place))
    return chunkOf(this.table, row).actorAt(slotOf(row))
  }

  /** How many moments there are up to `tNs`, those at it included. */
  countBy(tNs: number): number {
    let low = 0
    let high = this.order.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (this.timeAt(middle) <= tNs) low = middle + 1
      else high = middle
    }
    return low
  }

  /**
   * Takes in the rows the table has gained, and what became of `completed`: rows in their order that were taken in while
   * they were open. The first place that changed. Costs as much as there are moments from there on.
   */
  extend(completed: readonly Row[]): number {
    const { table } = this
    if (table.count > MOMENT_ROWS_MAX) throw new RangeError("the record has more spans than can be played")
    const room = (completed.length + table.count - this.rows) * MOMENTS_MAX
    const list: TimedMoments = { times: new Float64Array(room), moments: new Uint32Array(room), count: 0 }
    for (const row of completed) this.note(row, STARTS, list)
    for (let row = this.rows; row < table.count; row++) this.note(row, 0, list)
    this.rows = table.count
    sortMoments(list)
    return this.merge(list)
  }

  private note(row: Row, not: number, list: TimedMoments): void {
    const phases = readPhases(this.table, row, this.phases)
    const end = list.count + momentsOf(row, phases, not, list.moments.subarray(list.count))
    for (let i = list.count; i < end; i++) list.times[i] = timeIn(phases, whatOf(list.moments[i]))
    list.count = end
  }

  /** From the back, in place. */
  private merge({ times, moments, count }: TimedMoments): number {
    const { order } = this
    let old = order.length - 1
    let added = count - 1
    order.resize(order.length + count)
    let to = order.length - 1
    let oldNs = old < 0 ? -1 : this.timeAt(old)
    for (; added >= 0; to--) {
      const isLater = oldNs > times[added] || (oldNs === times[added] && order.get(old) > moments[added])
      if (!isLater || old < 0) order.set(to, moments[added--])
      else {
        order.set(to, order.get(old--))
        oldNs = old < 0 ? -1 : this.timeAt(old)
      }
    }
    return to + 1
  }

  private timeOf(moment: number): number {
    const row = rowOf(moment)
    const what = whatOf(moment)
    if ((what & STARTS) !== 0) return chunkOf(this.table, row).startAt(slotOf(row))
    return timeIn(readPhases(this.table, row, this.phases), what)
  }
}
