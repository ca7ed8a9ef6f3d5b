import type { Frame } from "../frames/frames.ts"
import type { Plain } from "../kernel/plain.ts"

/** What a component adds to the common server: its own instant work. */
export interface Extension {
  /**
   * Carries out EXTEND `argument` for a frame, in no time of its own. Returns the outcome that ends the request,
   * CONTINUE, what `heldFor` gives, or PARKED.
   */
  run(frame: Frame, argument: number): number
  /**
   * What FORWARD passed on is answered, or given up: the outcome with which the request ends here, or CONTINUE to go on
   * with the steps behind it.
   */
  passed?(frame: Frame, outcome: number): number
  /** What comes back from FORWARD keeps a size that it has of its own; else it is as large as the request. */
  readonly passesSize?: boolean
  /** A request that the extension marked with HOLDS_EXTRA ends, however. Not called in a crash, nor on a server with locks. */
  release?(frame: Frame): void
  /** The replica lost its memory (crash). */
  wipe(): void
  snapshot(): Plain
  restore(saved: Plain): void
}

/**
 * Where FORWARD passes requests, by the route an extension left in the frame's NOTE: a port's index and the operation
 * to ask for there. Immutable.
 */
export interface ForwardTable {
  readonly port: Int32Array
  readonly operation: Int32Array
}

export const CONTINUE = -1

/**
 * What `run` returns to have a request wait in a line of the extension's own until `wake`; it then carries out the same
 * EXTEND again, even if nobody waits for it any more (ABANDON_KNOWN). That is time in a line, not work.
 */
export const PARKED = Number.NEGATIVE_INFINITY

/** What `run` returns to hold a request back for so many whole ns before it goes on. */
export function heldFor(ns: number): number {
  return CONTINUE - ns
}
