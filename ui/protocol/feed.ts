import type { LateSpan } from "../../engine/index.ts"
import type { Topology } from "./topology.ts"

/** Number of a run that is played: 0 is the first, each fork gets the next. */
export type BranchId = number

/** From the engine's worker to the view's, over a port of their own: what a run has recorded, chunk by chunk. */
export type FeedMessage = FeedBegin | FeedMore | FeedEnd

export interface FeedBegin {
  readonly type: "begin"
  readonly branch: BranchId
  readonly topology: Topology
  /** Spans the run is going to have, roughly: how fine its measures are kept. */
  readonly spansExpected: number
  /** The branch whose record this one shares up to an instant: all of its rows that are behind the first chunk sent. */
  readonly shares: {
    readonly branch: BranchId
    readonly spans: number
    readonly events: number
    readonly slots: number
    /** The instant of the snapshot it goes on from: spans that were open then end anew. */
    readonly atNs: number
  } | null
}

export interface FeedMore {
  readonly type: "more"
  readonly branch: BranchId
  /** How far the run is. */
  readonly nowNs: number
  /** Events dispatched so far. */
  readonly dispatched: number
  /** Each whole but the last, which is sent again, longer, as long as it is not full: it takes the place of the one before. */
  readonly spans: readonly SentSpans[]
  readonly events: readonly SentEvents[]
  readonly slots: readonly SentEvents[]
  /** What became of spans in chunks sent whole. */
  readonly late: readonly LateSpan[]
  readonly marks: readonly Mark[]
}

export interface FeedEnd {
  readonly type: "end"
  readonly branch: BranchId
  readonly nowNs: number
}

/** Back from the view's worker: all that a branch has sent up to an instant can be seen. */
export interface FeedTaken {
  readonly branch: BranchId
  readonly nowNs: number
}

/** A SpanChunk of the engine, without its methods. The buffer is transferred. */
export interface SentSpans {
  readonly firstRow: number
  readonly count: number
  readonly capacity: number
  readonly closed: number
  readonly buffer: ArrayBuffer
  readonly sparse: ReadonlyMap<number, number>
}

/** An EventChunk of the engine, without its methods. The buffer is transferred. */
export interface SentEvents {
  readonly firstRow: number
  readonly count: number
  readonly capacity: number
  readonly buffer: ArrayBuffer
}

/**
 * Something that the timeline marks. A mark with the same `id` takes the place of an earlier one; a breach that begins and
 * ends at once takes it back, since wider windows do not show it.
 */
export interface Mark {
  readonly id: string
  readonly kind: "fault" | "breach"
  /** "crash of ledger", "p99 latency of shop.pay < 300ms". */
  readonly label: string
  /** Replicas, edges or clients it is about, as the topology names them. */
  readonly targets: readonly string[]
  readonly fromNs: number
  /** Infinity while it lasts. */
  readonly toNs: number
}
