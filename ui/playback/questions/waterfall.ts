import type { Row } from "../../../engine/index.ts"
import { NO_ACTOR, OUTCOMES } from "../../../scenarios/record/columns.ts"
import { emptyPhases, readPhases } from "../call-phases.ts"
import type { Playback } from "../playback.ts"
import { CriticalWalk, PATH_KINDS, type PathKind } from "./critical-walk.ts"
import { type Facts, NO_FACTS } from "./facts.ts"

/** The spans of one request, each below the call it was made for, calls of one call by their start. Times in ns. */
export interface Waterfall {
  readonly startNs: number
  /** Infinity while it is not over. */
  readonly endNs: number
  readonly rows: readonly WaterfallRow[]
}

export interface WaterfallRow {
  readonly row: Row
  /** The request itself is at depth 0. */
  readonly depth: number
  readonly startNs: number
  /** It reaches its callee, is worked on, its answer leaves. Infinity while the call is open, as is its end. */
  readonly arriveNs: number
  readonly seatNs: number
  readonly leaveNs: number
  readonly endNs: number
  /** By number; null where it never got to one. */
  readonly component: number | null
  readonly actor: number | null
  /** `pay[0]`; "nobody" where it never got to one. */
  readonly callee: string
  readonly operation: string
  readonly outcome: string
  readonly outcomeNumber: number
  readonly attempt: number
  /** Its tries have rows of their own below it. */
  readonly hasTries: boolean
  /** The stretches in which the request waited for this call itself; empty for a call that held nobody up. */
  readonly critical: readonly CriticalStretch[]
}

export interface CriticalStretch {
  readonly kind: PathKind
  readonly fromNs: number
  readonly toNs: number
}

/** Of the request in the row of its client's call. */
export function waterfall(playback: Playback, root: Row, facts: Facts = NO_FACTS): Waterfall {
  const walk = new CriticalWalk(playback.recording.spans, playback.requests)
  walk.walk(root)
  const critical = new Map<Row, CriticalStretch[]>()
  for (let i = 0; i < walk.segmentCount; i++) {
    const row = walk.spans[walk.segmentSpan[i]]
    const stretch = { kind: PATH_KINDS[walk.segmentKind[i]], fromNs: walk.segmentFromNs[i], toNs: walk.segmentToNs[i] }
    const known = critical.get(row)
    if (known === undefined) critical.set(row, [stretch])
    else known.push(stretch)
  }
  const ordered = inOrder(playback, [...walk.spans.subarray(0, walk.spanCount)])
  const rows = ordered.map(({ row, depth }) =>
    rowOf(playback, facts, { row, depth, critical: critical.get(row) ?? [] }),
  )
  return { startNs: rows[0].startNs, endNs: rows[0].endNs, rows }
}

interface Placed {
  readonly row: Row
  readonly depth: number
}

/** Spans of a request, of which the latest calls stand first, with the earliest first. */
function inOrder({ recording }: Playback, spans: readonly Row[]): readonly Placed[] {
  const below = new Map<Row, Row[]>()
  for (const row of spans.slice(1)) {
    const parent = recording.spans.parent(row)
    const known = below.get(parent)
    if (known === undefined) below.set(parent, [row])
    else known.push(row)
  }
  const placed: Placed[] = []
  const left: Placed[] = [{ row: spans[0], depth: 0 }]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { row, depth } = next
    placed.push(next)
    // The latest stand first, so that the earliest is the next to be popped.
    for (const call of below.get(row) ?? []) left.push({ row: call, depth: depth + 1 })
  }
  return placed
}

function rowOf(playback: Playback, facts: Facts, placed: Placed & Pick<WaterfallRow, "critical">): WaterfallRow {
  const { recording, components, requests } = playback
  const { spans: table, actors } = recording
  const { row } = placed
  const actor = table.actor(row)
  const outcomeNumber = table.outcome(row)
  return {
    ...placed,
    ...readPhases(table, row, emptyPhases()),
    component: actor === NO_ACTOR ? null : components.ofActor[actor],
    actor: actor === NO_ACTOR ? null : actor,
    callee: actor === NO_ACTOR ? "nobody" : actors[actor],
    operation: facts.operations[table.operation(row)] ?? `operation ${table.operation(row)}`,
    outcome: OUTCOMES[outcomeNumber],
    outcomeNumber,
    attempt: table.attempt(row),
    hasTries: requests.isLogical(row),
  }
}
