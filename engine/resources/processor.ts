import type { Frame } from "../frames/frames.ts"
import type { Plain } from "../kernel/plain.ts"

/**
 * Cores that carry out work. `start` hands over a frame with its demand in ns at full speed; when it is done the
 * owner takes it from `finished` in its timer handler. A frame has at most one piece of work at a time.
 */
export interface Processor {
  start(frame: Frame, demandNs: number): void
  /** The owner's timer of kind TIMER_PROCESSOR fired with this argument. Returns the frame that is done, or NO_FRAME. */
  onTimer(argument: number): Frame
  /** Drops a frame's work (crash, cancellation). No-op when it has none here. */
  remove(frame: Frame): void
  /** Speed of every core as a share of full; 0 stops. */
  setSpeed(speed: number): void
  /** Cores busy now. */
  readonly busy: number
  readonly cores: number
  /** Frames that wait for a core. */
  readonly waiting: number
  snapshot(): Plain
  restore(saved: Plain): void
}
