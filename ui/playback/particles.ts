import type { Row, SpanTable } from "../../engine/index.ts"
import { type CallPhases, emptyPhases } from "./call-phases.ts"
import type { InFlight } from "./in-flight.ts"
import { type Sample, sampleRows } from "./particle-sample.ts"
import type { Requests } from "./requests.ts"
import { readShownPhases } from "./shown-phases.ts"
import { chunkOf, slotOf } from "./spans.ts"

/** Where a call is. */
export const ON_THE_WAY = 0
/** At its callee, waiting for a slot or connection. */
export const WAITING = 1
/** At its callee, worked on. */
export const AT_WORK = 2
export const ON_THE_WAY_BACK = 3
/** Not over: what it waits for is not in the record. */
export const UNKNOWN = 4

/** What is drawn of the calls under way at an instant, column by column; the first `count` entries. 21 B a call. */
export interface Particles {
  count: number
  readonly rows: Int32Array
  /** Actors; a client is one too. */
  readonly from: Uint16Array
  readonly to: Uint16Array
  readonly leg: Uint8Array
  /** How far it is on its leg, from 0 to 1. */
  readonly share: Float32Array
  /** How it will end. */
  readonly outcome: Uint8Array
  readonly attempt: Uint8Array
}

/** Room for so many. */
export function particlesOf(limit: number): Particles {
  return {
    count: 0,
    rows: new Int32Array(limit),
    from: new Uint16Array(limit),
    to: new Uint16Array(limit),
    leg: new Uint8Array(limit),
    share: new Float32Array(limit),
    outcome: new Uint8Array(limit),
    attempt: new Uint8Array(limit),
  }
}

/** Draws the calls under way at an instant: a function of the instant and the spans, whichever way it was reached. */
export class ParticleView {
  private readonly table: SpanTable
  private readonly inFlight: InFlight
  private readonly requests: Requests
  private readonly phases = emptyPhases()

  constructor(table: SpanTable, inFlight: InFlight, requests: Requests) {
    this.table = table
    this.inFlight = inFlight
    this.requests = requests
  }

  /** The calls under way at `tNs` into `out`, a sample of them where they are more than it has room for. */
  draw(tNs: number, out: Particles): Sample {
    const rows = this.inFlight.at(tNs)
    const sample = sampleRows(this.table, rows, out.rows.length)
    out.count = sample.shown.reduce((sum, shown) => sum + shown, 0)
    for (let i = 0; i < out.count; i++) this.put(tNs, rows[i], i, out)
    return sample
  }

  private put(tNs: number, row: Row, i: number, out: Particles): void {
    const { table } = this
    const chunk = chunkOf(table, row)
    const slot = slotOf(row)
    const phases = readShownPhases(table, row, this.phases)
    const leg = legAt(tNs, phases)
    out.rows[i] = row
    out.from[i] = this.requests.callerOf(row)
    out.to[i] = chunk.actorAt(slot)
    out.leg[i] = leg
    out.share[i] = shareAt(tNs, phases, leg)
    out.outcome[i] = chunk.outcomeAt(slot)
    out.attempt[i] = chunk.attemptAt(slot)
  }
}

/** Where a call is at an instant between its start and its end. */
export function legAt(tNs: number, phases: CallPhases): number {
  if (phases.endNs === Number.POSITIVE_INFINITY) return UNKNOWN
  if (tNs < phases.arriveNs) return ON_THE_WAY
  if (tNs < phases.seatNs) return WAITING
  return tNs < phases.leaveNs ? AT_WORK : ON_THE_WAY_BACK
}

/** How much of its leg a call has behind it, from 0 to below 1; 0 where the end of the leg is not known. */
export function shareAt(tNs: number, phases: CallPhases, leg: number): number {
  if (leg === ON_THE_WAY) return share(tNs, phases.startNs, phases.arriveNs)
  if (leg === WAITING) return share(tNs, phases.arriveNs, phases.seatNs)
  if (leg === AT_WORK) return share(tNs, phases.seatNs, phases.leaveNs)
  return leg === ON_THE_WAY_BACK ? share(tNs, phases.leaveNs, phases.endNs) : 0
}

function share(tNs: number, fromNs: number, toNs: number): number {
  return (tNs - fromNs) / (toNs - fromNs)
}
