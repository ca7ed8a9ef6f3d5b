import type { Frame, Frames } from "../frames/frames.ts"
import type { Plain } from "../kernel/plain.ts"

/** How much of a run is kept. Recording schedules nothing and draws nothing, so it changes no digest. */
export type RecordingLevel = "off" | "metrics" | "spans" | "events"

/** Row of a span in the record, NO_ROW where it is not kept. */
export type Row = number
export const NO_ROW: Row = -1

/**
 * What the kernel and the ports tell about a run. Times in ns. A span is one logical call or one attempt as its
 * caller sees it; its parts queue + network + back-off + pool + downstream (from its children) + service (the rest)
 * sum to its duration exactly.
 */
export interface Recorder {
  /** False lets callers skip `event`, or `begin` and `end`, altogether. */
  readonly keepsEvents: boolean
  readonly keepsSpans: boolean
  event(nowNs: number, actor: number, kind: number, argument: number): void
  /**
   * A call or attempt goes to `actor` (-1: to nobody). Notes the row of its span in the frame, NO_ROW when the sample
   * leaves it out, and then for all below it.
   */
  begin(frames: Frames, frame: Frame, actor: number): void
  /** It has ended for its caller, who may have given it up. */
  end(frames: Frames, frame: Frame, outcome: number): void
  snapshot(): Plain
  restore(saved: Plain): void
}

/** Somebody who looks at a run between its events, without touching it. What it knows is part of the recorder's state. */
export interface EventWatch {
  /** An event is about to be dispatched: all that came of those before it has happened. */
  event(nowNs: number): void
  snapshot(): Plain
  restore(saved: Plain): void
}

/** Parts of a span's duration in ns, handed over in one reused object. */
export interface SpanParts {
  queueNs: number
  networkNs: number
  backoffNs: number
  poolNs: number
}

/** A root request whose tree was left out of the record. Times in ns, absolute; `actor` is its callee or NO_ACTOR. */
export interface MissedRoot extends SpanParts {
  root: number
  operation: number
  actor: number
  outcome: number
  startNs: number
  endNs: number
}

/** Callee of a span that never reached one. */
export const NO_ACTOR = 0xffff

/** Keeps nothing. */
export const OFF: Recorder = {
  keepsEvents: false,
  keepsSpans: false,
  event: () => undefined,
  begin: () => undefined,
  end: () => undefined,
  snapshot: () => null,
  restore: () => undefined,
}
