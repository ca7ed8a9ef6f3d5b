import type { Row } from "../../../engine/index.ts"
import { NO_ACTOR } from "../../../scenarios/record/columns.ts"
import type { Playback } from "../playback.ts"
import { CriticalWalk, type PathKind } from "./critical-walk.ts"
import { componentOfCell, kindOfCell, PathSums } from "./path-sums.ts"

/** What holds the slots of a component for so much of the time is what its line waits for (chosen). */
const HOLDS_SHARE = 0.5
/** Kinds of a call's own time in which it holds its slot. */
const HOLDING: ReadonlySet<PathKind> = new Set(["service", "unanswered", "backoff"])

/**
 * Why a line is long: its slots are held by calls that wait for something else in turn. Followed to where that ends, a
 * wait in line at `web` becomes what it comes from, a wait for a connection to `pg`.
 */
export class Backlog {
  private readonly playback: Playback
  private readonly rows: Int32Array
  private readonly request: CriticalWalk
  private readonly call: CriticalWalk
  private readonly sums: PathSums
  private readonly known = new Map<number, number>()

  /** As the calls in these rows saw it, which are over. */
  constructor(playback: Playback, rows: Int32Array) {
    const { spans } = playback.recording
    this.playback = playback
    this.rows = rows
    this.request = new CriticalWalk(spans, playback.requests)
    this.call = new CriticalWalk(spans, playback.requests)
    this.sums = new PathSums(playback.components)
  }

  /** The cell of PathSums that the wait in a cell comes from: itself, where it is no line or its slots are held by own work. */
  sourceOf(cell: number): number {
    const seen = new Set([cell])
    let source = cell
    for (;;) {
      const next = this.behind(source)
      if (next < 0 || seen.has(next)) return source
      seen.add(next)
      source = next
    }
  }

  /** What holds the slots that the wait in a cell is for, -1 for the component's own work or nothing in particular. */
  private behind(cell: number): number {
    const component = componentOfCell(cell, this.playback.components)
    const kind = kindOfCell(cell)
    if (component === null || (kind !== "queue" && kind !== "pool")) return -1
    const known = this.known.get(component) ?? this.heldBy(component)
    this.known.set(component, known)
    return known
  }

  private heldBy(component: number): number {
    const { sums, call } = this
    sums.clear()
    for (const row of this.callsTo(component)) if (call.walk(row)) sums.add(call)
    let total = 0
    let most = -1
    for (const cell of sums.touched.subarray(0, sums.touchedCount)) {
      // On its way and in line it held no slot.
      if (componentOfCell(cell, this.playback.components) === component && !HOLDING.has(kindOfCell(cell))) continue
      total += sums.ns[cell]
      if (most < 0 || sums.ns[cell] > sums.ns[most]) most = cell
    }
    const isOwn = most < 0 || componentOfCell(most, this.playback.components) === component
    return isOwn || sums.ns[most] < HOLDS_SHARE * total ? -1 : most
  }

  private callsTo(component: number): readonly Row[] {
    const { request, playback } = this
    const { components, requests } = playback
    const calls: Row[] = []
    for (const row of this.rows) {
      request.walk(row)
      for (let at = 0; at < request.spanCount; at++) {
        const span = request.spans[at]
        const actor = request.actors[at]
        if (actor !== NO_ACTOR && components.ofActor[actor] === component && !requests.isLogical(span)) calls.push(span)
      }
    }
    return calls
  }
}
