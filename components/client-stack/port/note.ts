import { type Frame, type Frames, PORT_NOTE } from "../../../engine/index.ts"

/** What a try holds, as bits of its note. */
export const ADMITTED_BY_BREAKER = 1
/** Counted by the adaptive limit. */
export const HOLDS_LIMIT = 2
/** A place in the bulkhead. */
export const HOLDS_PLACE = 4
/** Stands in the bulkhead's line. */
export const WAITS = 8
/** Has left the line and goes out by an event of this instant. */
export const STARTS = 16
/** All guards let it through. */
export const ADMITTED = 32

const BITS = 8
const MASK = (1 << BITS) - 1

/** The bits of a try. */
export function bitsOf(frames: Frames, attempt: Frame): number {
  return frames.int(attempt, PORT_NOTE) & MASK
}

/** Index of the backend that was chosen for a try, -1 while there is none. */
export function backendOf(frames: Frames, attempt: Frame): number {
  return (frames.int(attempt, PORT_NOTE) >> BITS) - 1
}

export function raiseBits(frames: Frames, attempt: Frame, bits: number): void {
  frames.setInt(attempt, PORT_NOTE, frames.int(attempt, PORT_NOTE) | bits)
}

export function lowerBits(frames: Frames, attempt: Frame, bits: number): void {
  frames.setInt(attempt, PORT_NOTE, frames.int(attempt, PORT_NOTE) & ~bits)
}

export function noteBackend(frames: Frames, attempt: Frame, index: number): void {
  frames.setInt(attempt, PORT_NOTE, bitsOf(frames, attempt) | ((index + 1) << BITS))
}
