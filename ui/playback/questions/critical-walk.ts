import type { Row, SpanTable } from "../../../engine/index.ts"
import { emptyPhases, readPhases, wasGivenUp } from "../call-phases.ts"
import type { Requests } from "../requests.ts"
import { chunkOf, slotOf } from "../spans.ts"

/**
 * What a request waited for. `unanswered` is the time of a call that was given up in which the record knows of no wait
 * and no call below: it was worked on in vain, or nobody was there.
 */
export const PATH_KINDS = ["network", "pool", "queue", "backoff", "service", "unanswered"] as const
export type PathKind = (typeof PATH_KINDS)[number]

const WAITS = 4
const NETWORK = 0
const POOL = 1
const QUEUE = 2
const BACKOFF = 3
const SERVICE = 4
const UNANSWERED = 5

/**
 * Critical paths of many calls one after the other: those of `criticalPath`, without making an object for each segment.
 * The columns are those of the latest walk, and valid until the next.
 */
export class CriticalWalk {
  /** Spans of the call: itself first, what is below a call behind it. */
  spanCount = 0
  spans = new Int32Array(64)
  /** By span: its callee, NO_ACTOR where it never got to one. */
  actors = new Uint16Array(64)
  /** Segments in the order of time, without a gap. */
  segmentCount = 0
  segmentSpan = new Int32Array(64)
  /** Number in PATH_KINDS. */
  segmentKind = new Uint8Array(64)
  segmentFromNs = new Float64Array(64)
  segmentToNs = new Float64Array(64)
  private readonly table: SpanTable
  private readonly requests: Requests
  private readonly phases = emptyPhases()
  /** By span: where its list of spans below ends, and its times. */
  private below = new Int32Array(64)
  private isGivenUp = new Uint8Array(64)
  private startNs = new Float64Array(64)
  private endNs = new Float64Array(64)
  private leaveNs = new Float64Array(64)
  private waitsNs = new Float64Array(64 * WAITS)
  /** A stack of the calls that were waited for, of every call being walked, each with how far. */
  private waited = new Int32Array(64)
  private waitedNs = new Float64Array(64)
  private waitedCount = 0
  /** A stack of the calls above the one being added. */
  private above = new Int32Array(64)

  constructor(table: SpanTable, requests: Requests) {
    this.table = table
    this.requests = requests
  }

  /** Walks a call and all below it. False, and no segments, where it is not over. */
  walk(row: Row): boolean {
    this.segmentCount = 0
    this.gather(row)
    if (this.endNs[0] === Number.POSITIVE_INFINITY) return false
    this.follow(0, this.endNs[0])
    return true
  }

  private gather(top: Row): void {
    const { requests, table } = this
    let depth = 0
    this.spanCount = 0
    for (let row = top; row >= 0; row = requests.after(row)) {
      if (this.spanCount === this.spans.length) this.growSpans()
      const { spans, below, above } = this
      const at = this.spanCount
      const parent = chunkOf(table, row).parentAt(slotOf(row))
      // What is above a call stands before it.
      while (depth > 0 && spans[above[depth - 1]] !== parent) below[above[--depth]] = at
      if (depth === 0 && at > 0) return
      this.read(row, at)
      above[depth++] = at
      this.spanCount++
    }
    while (depth > 0) this.below[this.above[--depth]] = this.spanCount
  }

  /** A call's times, and its own waits to be spent from the front. */
  private read(row: Row, at: number): void {
    const { table, waitsNs } = this
    const chunk = chunkOf(table, row)
    const slot = slotOf(row)
    const { startNs, arriveNs, leaveNs, endNs } = readPhases(table, row, this.phases)
    this.spans[at] = row
    this.actors[at] = chunk.actorAt(slot)
    this.isGivenUp[at] = wasGivenUp(chunk.outcomeAt(slot)) ? 1 : 0
    this.startNs[at] = startNs
    this.leaveNs[at] = leaveNs
    this.endNs[at] = endNs
    const waits = at * WAITS
    waitsNs[waits + NETWORK] = arriveNs - startNs
    waitsNs[waits + QUEUE] = chunk.queueAt(slot)
    // Few chunks have waits for connections or another try.
    const hasMore = chunk.sparse.size > 0
    waitsNs[waits + POOL] = hasMore ? table.pool(row) : 0
    waitsNs[waits + BACKOFF] = hasMore ? table.backoff(row) : 0
  }

  /** The segments of a call that was waited for until `untilNs`. */
  private follow(at: number, untilNs: number): void {
    const first = this.waitedCount
    if (this.below[at] > at + 1) this.choose(at)
    let reachedNs = this.startNs[at]
    for (let i = this.waitedCount - 1; i >= first; i--) {
      const call = this.waited[i]
      const startNs = this.startNs[call]
      // It was given up before its calls were: what they did then held nobody up.
      if (startNs >= untilNs) break
      this.spend(at, reachedNs, startNs)
      reachedNs = Math.min(untilNs, this.waitedNs[i])
      this.follow(call, reachedNs)
    }
    this.waitedCount = first
    this.spend(at, reachedNs, untilNs)
  }

  /** From the end backwards: the call that ended last, then the one that ended last before that began. */
  private choose(at: number): void {
    const { startNs, endNs, below } = this
    const end = below[at]
    let untilNs = endNs[at]
    // Calls stand latest first: those that began too late for one choice do for all after it.
    let from = at + 1
    for (;;) {
      while (from < end && startNs[from] >= untilNs) from = below[from]
      let best = -1
      let bestEndNs = -1
      for (let call = from; call < end; call = below[call]) {
        if (endNs[call] === Number.POSITIVE_INFINITY) continue
        const callEndNs = Math.min(untilNs, endNs[call])
        if (callEndNs > bestEndNs || (callEndNs === bestEndNs && startNs[call] <= startNs[best])) {
          best = call
          bestEndNs = callEndNs
        }
      }
      if (best < 0) return
      // No call is on the stack twice, so it is never longer than there are calls.
      this.waited[this.waitedCount] = best
      this.waitedNs[this.waitedCount++] = bestEndNs
      untilNs = startNs[best]
    }
  }

  /** The segments of a stretch in which a call waited for none of its own. */
  private spend(at: number, fromNs: number, toNs: number): void {
    if (toNs <= fromNs) return
    const { waitsNs } = this
    const workEndNs = Math.max(fromNs, Math.min(toNs, this.leaveNs[at]))
    let nowNs = fromNs
    for (let kind = 0; kind < WAITS; kind++) {
      const ns = Math.min(waitsNs[at * WAITS + kind], workEndNs - nowNs)
      if (ns <= 0) continue
      waitsNs[at * WAITS + kind] -= ns
      this.put(at, kind, nowNs, nowNs + ns)
      nowNs += ns
    }
    if (workEndNs > nowNs) this.put(at, this.isGivenUp[at] === 1 ? UNANSWERED : SERVICE, nowNs, workEndNs)
    if (toNs > workEndNs) this.put(at, NETWORK, workEndNs, toNs)
  }

  private put(span: number, kind: number, fromNs: number, toNs: number): void {
    if (this.segmentCount === this.segmentSpan.length) this.growSegments()
    const at = this.segmentCount++
    this.segmentSpan[at] = span
    this.segmentKind[at] = kind
    this.segmentFromNs[at] = fromNs
    this.segmentToNs[at] = toNs
  }

  private growSpans(): void {
    const length = 2 * this.spans.length
    this.spans = intsOf(this.spans, length)
    this.actors = wordsOf(this.actors, length)
    this.isGivenUp = bytesOf(this.isGivenUp, length)
    this.below = intsOf(this.below, length)
    this.above = intsOf(this.above, length)
    this.waited = intsOf(this.waited, length)
    this.waitedNs = doublesOf(this.waitedNs, length)
    this.startNs = doublesOf(this.startNs, length)
    this.endNs = doublesOf(this.endNs, length)
    this.leaveNs = doublesOf(this.leaveNs, length)
    this.waitsNs = doublesOf(this.waitsNs, length * WAITS)
  }

  private growSegments(): void {
    const length = 2 * this.segmentSpan.length
    this.segmentKind = bytesOf(this.segmentKind, length)
    this.segmentSpan = intsOf(this.segmentSpan, length)
    this.segmentFromNs = doublesOf(this.segmentFromNs, length)
    this.segmentToNs = doublesOf(this.segmentToNs, length)
  }
}

function intsOf(from: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(length)
  longer.set(from)
  return longer
}

function doublesOf(from: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(length)
  longer.set(from)
  return longer
}

function wordsOf(from: Uint16Array<ArrayBuffer>, length: number): Uint16Array<ArrayBuffer> {
  const longer = new Uint16Array(length)
  longer.set(from)
  return longer
}

function bytesOf(from: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  const longer = new Uint8Array(length)
  longer.set(from)
  return longer
}
