import { BYTES, FRESH_FOR, STALE_FOR, STATES_FRESHNESS, STATES_SIZE } from "./columns.ts"
import type { Frame, Frames } from "./frames.ts"

/** The answer says that it may be kept for `freshNs` (below 0: not at all) and then served stale for `staleNs`. */
export function stateFreshness(frames: Frames, frame: Frame, freshNs: number, staleNs: number): void {
  frames.raise(frame, STATES_FRESHNESS)
  frames.setDouble(frame, FRESH_FOR, freshNs)
  frames.setDouble(frame, STALE_FOR, staleNs)
}

/** The answer is so large, whatever its request was. */
export function stateSize(frames: Frames, frame: Frame, bytes: number): void {
  frames.raise(frame, STATES_SIZE)
  frames.setDouble(frame, BYTES, bytes)
}

/** What the answer to a call says of itself, its size and how long it may be kept, is so of `request`, too. */
export function carryAnswer(frames: Frames, call: Frame, request: Frame): void {
  frames.setDouble(request, BYTES, frames.double(call, BYTES))
  carrySize(frames, call, request)
  carryFreshness(frames, call, request)
}

export function carrySize(frames: Frames, call: Frame, request: Frame): void {
  if (frames.has(call, STATES_SIZE)) stateSize(frames, request, frames.double(call, BYTES))
}

export function carryFreshness(frames: Frames, call: Frame, request: Frame): void {
  if (frames.has(call, STATES_FRESHNESS))
    stateFreshness(frames, request, frames.double(call, FRESH_FOR), frames.double(call, STALE_FOR))
}
