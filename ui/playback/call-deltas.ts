import type { Row } from "../../engine/index.ts"
import { NO_ACTOR, NO_ROW } from "../../scenarios/record/columns.ts"
import { CELLS, change } from "./cells.ts"
import type { Deltas } from "./keyframes.ts"
import { ENDS, rowOf, STARTS, whatOf } from "./moment.ts"
import type { Moments } from "./moments.ts"
import type { Requests } from "./requests.ts"
import { chunkOf, slotOf } from "./spans.ts"

/**
 * The moments as changes of a state: of every replica the calls under way to it, waiting and worked on, as their callers
 * saw them, and in one more cell the requests of clients under way.
 *
 * A call that was given up counts until then, though its callee may still hold a slot for it; slots given up while
 * waiting (`release: true`) and work for nobody's request are not seen; waits for locks and processors count as waits
 * for the slot; of calls still open it is only known that they are under way. `SlotDeltas` knows all that.
 */
export class CallDeltas implements Deltas {
  readonly moments: Moments
  readonly cells: number
  private readonly requests: Requests
  private readonly actors: number

  constructor(moments: Moments, requests: Requests, actors: number) {
    this.moments = moments
    this.requests = requests
    this.actors = actors
    this.cells = actors * CELLS + 1
  }

  get length(): number {
    return this.moments.length
  }

  timeAt(place: number): number {
    return this.moments.timeAt(place)
  }

  countBy(tNs: number): number {
    return this.moments.countBy(tNs)
  }

  apply(state: Int32Array, place: number, sign: 1 | -1): void {
    const moment = this.moments.at(place)
    const row = rowOf(moment)
    const what = whatOf(moment)
    const actor = this.calleeOf(row)
    if (actor !== NO_ACTOR) change(state, actor * CELLS, what, sign)
    if ((what & (STARTS | ENDS)) === 0 || !this.isOfClient(row)) return
    if ((what & STARTS) !== 0) state[this.cells - 1] += sign
    if ((what & ENDS) !== 0) state[this.cells - 1] -= sign
  }

  /** The replica at which a call counts, NO_ACTOR for none: tries count, the call they are tries of does not. */
  calleeOf(row: Row): number {
    const actor = chunkOf(this.moments.table, row).actorAt(slotOf(row))
    return actor >= this.actors || this.requests.isLogical(row) ? NO_ACTOR : actor
  }

  /** Whether a client made the call. */
  isOfClient(row: Row): boolean {
    return chunkOf(this.moments.table, row).parentAt(slotOf(row)) === NO_ROW
  }
}
