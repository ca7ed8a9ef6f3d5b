import type { Row } from "../../../engine/index.ts"
import { IN_FLIGHT, NO_ACTOR, OK } from "../../../scenarios/record/columns.ts"
import type { Playback } from "../playback.ts"
import { endOf } from "../spans.ts"
import type { Backlog } from "./cause-backlog.ts"
import type { CauseBook } from "./cause-book.ts"
import { CriticalWalk, PATH_KINDS } from "./critical-walk.ts"
import type { Facts, FaultInterval } from "./facts.ts"
import { componentOfCell, PathSums } from "./path-sums.ts"

/** Of a component: what it says is true of the calls to any of its replicas. Of an actor: of those to this one. */
export const OF_COMPONENT = 0
export const OF_ACTOR = 1
/** Of a fault: the call was under way while it lasted. TOUCHED: a call below went to what was struck, while it was. */
export const AT_ALL = 0
export const TOUCHED = 1

/** A part is to blame where it alone takes a call half of the way from the usual to what it took (chosen). */
const BLAME_SHARE = 0.5

/** What is usual outside the box. In ns. */
export interface Usual {
  readonly latencyNs: number
  /** By cell of PathSums. */
  readonly partsNs: Float64Array
  /** Excess below this is not worth blaming. */
  readonly excessMinNs: number
  /** What long lines come from, as the calls in the box saw it. */
  readonly backlog: Backlog
}

/** Notes in a book what is true of calls that could have made them slow. */
export class CauseNotes {
  private readonly playback: Playback
  private readonly facts: Facts
  private readonly book: CauseBook
  private readonly usual: Usual
  private readonly walk: CriticalWalk
  private readonly sums: PathSums
  private readonly replicas: Uint32Array
  private readonly zones: readonly string[]
  private readonly struck: readonly Struck[]

  constructor(playback: Playback, facts: Facts, book: CauseBook, usual: Usual) {
    const { components, recording, requests } = playback
    this.playback = playback
    this.facts = facts
    this.book = book
    this.usual = usual
    this.walk = new CriticalWalk(recording.spans, requests)
    this.sums = new PathSums(components)
    this.replicas = new Uint32Array(components.names.length)
    for (const component of components.ofActor) this.replicas[component]++
    this.zones = zonesOf(facts)
    this.struck = facts.faults.map((fault) => struckBy(fault, recording.actors.length))
  }

  /** Notes all about a call that is over. */
  note(row: Row, isInside: boolean): void {
    const { book, walk, sums } = this
    book.begin(isInside)
    walk.walk(row)
    for (let at = 0; at < walk.spanCount; at++) this.noteSpan(walk.spans[at], at === 0)
    sums.clear()
    sums.add(walk)
    this.noteBlame(row)
  }

  private noteSpan(row: Row, isTop: boolean): void {
    const { book } = this
    const { recording, components, requests } = this.playback
    const { spans: table } = recording
    const actor = table.actor(row)
    const startNs = table.start(row)
    const endNs = endOf(table, row)
    const caller = requests.callerOf(row)
    this.noteFaults({ actor, caller, startNs, endNs, isTop })
    if (actor === NO_ACTOR) return
    const component = components.ofActor[actor]
    const hasReplicas = this.replicas[component] > 1
    const outcome = table.outcome(row)
    book.note("component", component, 0)
    book.note("operation", component, table.operation(row))
    if (hasReplicas) book.note("replica", actor, 0)
    const zone = this.facts.zones[actor]
    if (zone !== undefined) book.note("zone", this.zones.indexOf(zone), 0)
    if (table.attempt(row) > 1) book.note("attempt", component, 0)
    if (isTop || outcome === OK || outcome === IN_FLIGHT || requests.isLogical(row)) return
    book.note("outcome", component, 2 * outcome + OF_COMPONENT)
    if (hasReplicas) book.note("outcome", actor, 2 * outcome + OF_ACTOR)
  }

  private noteFaults(call: { actor: number; caller: number; startNs: number; endNs: number; isTop: boolean }): void {
    this.struck.forEach(({ fromNs, toNs, callees, callers }, fault) => {
      if (call.startNs > toNs || call.endNs < fromNs) return
      if (call.isTop) this.book.note("fault", fault, AT_ALL)
      if (callees !== null && (call.actor === NO_ACTOR || callees[call.actor] === 0)) return
      if (callers !== null && !callers.has(call.caller)) return
      this.book.note("fault", fault, TOUCHED)
    })
  }

  /** The part that takes a call furthest beyond the usual, if it takes it far. */
  private noteBlame(row: Row): void {
    const { sums, usual, book, walk } = this
    const { components, recording } = this.playback
    let worst = -1
    let worstNs = 0
    for (let i = 0; i < sums.touchedCount; i++) {
      const cell = sums.touched[i]
      const excessNs = sums.ns[cell] - usual.partsNs[cell]
      if (excessNs > worstNs) {
        worst = cell
        worstNs = excessNs
      }
    }
    const excessNs = Math.max(usual.excessMinNs, recording.spans.duration(row) - usual.latencyNs)
    if (worst < 0 || worstNs < BLAME_SHARE * excessNs) return
    const source = usual.backlog.sourceOf(worst)
    const component = componentOfCell(source, components)
    const kind = source % PATH_KINDS.length
    book.note("segment", component ?? NO_ACTOR, 2 * kind + OF_COMPONENT)
    if (source !== worst || component === null || this.replicas[component] === 1) return
    book.note("segment", this.actorIn(walk, worst), 2 * kind + OF_ACTOR)
  }

  /** The replica at which most of the time of a cell was spent. */
  private actorIn(walk: CriticalWalk, cell: number): number {
    const spent = new Map<number, number>()
    let best = NO_ACTOR
    for (let i = 0; i < walk.segmentCount; i++) {
      if (this.sums.cellOf(walk, i) !== cell) continue
      const actor = walk.actors[walk.segmentSpan[i]]
      spent.set(actor, (spent.get(actor) ?? 0) + walk.segmentToNs[i] - walk.segmentFromNs[i])
      if ((spent.get(actor) ?? 0) > (spent.get(best) ?? 0)) best = actor
    }
    return best
  }
}

export function zonesOf(facts: Facts): readonly string[] {
  return [...new Set(facts.zones.filter((zone) => zone !== undefined))].sort()
}

interface Struck {
  readonly fromNs: number
  readonly toNs: number
  /** 1 for an actor calls to which it could touch; null for all. */
  readonly callees: Uint8Array | null
  readonly callers: ReadonlySet<number> | null
}

function struckBy({ fromNs, toNs, callees, callers }: FaultInterval, actors: number): Struck {
  const flags = callees === null ? null : new Uint8Array(actors)
  for (const actor of callees ?? []) if (flags !== null) flags[actor] = 1
  return { fromNs, toNs, callees: flags, callers: callers === null ? null : new Set(callers) }
}
