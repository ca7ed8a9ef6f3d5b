import type { Frame } from "../frames/frames.ts"
import type { Plain } from "../kernel/plain.ts"

/** What a component adds to the common server: its own instant work, its own way of choosing where to pass a request. */
export interface Extension {
  /**
   * Carries out EXTEND `argument` for a frame, in no time of its own. Returns the outcome that ends the request,
   * or CONTINUE.
   */
  run(frame: Frame, argument: number): number
  /** For FORWARD: index of the port to pass the request to, or -1 - outcome to end it. */
  route(frame: Frame): number
  /** The replica lost its memory (crash). */
  wipe(): void
  snapshot(): Plain
  restore(saved: Plain): void
}

export const CONTINUE = -1
