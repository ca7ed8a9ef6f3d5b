import type { Frame } from "../frames/frames.ts"
import type { Plain } from "../kernel/plain.ts"

/**
 * The way between two components, for both legs of a call. It sets IN_TRANSIT on the frame while a message is on its
 * way, adds the delay to the frame's NETWORK, and schedules KIND_REQUEST at the callee or KIND_REPLY at the caller.
 * The kernel calls `sendReply` alone; the rest is for ports. A frame whose caller waits for nothing (CALLER_DONE at
 * `send`) may be closed when `send` returns: nobody touches it afterwards.
 */
export interface Link {
  /** True when messages arrive in the same instant and nothing can happen to them: the kernel then skips the link. */
  readonly ideal: boolean
  /** Sends the request of `frame` to `callee` (an actor). */
  send(frame: Frame, callee: number): void
  /** Sends the answer of `frame` (its OUTCOME is set) back to its caller. */
  sendReply(frame: Frame): void
  /**
   * The caller's port is through with `frame`: its answer has arrived (`answered`) or nobody waits for it any more.
   * Called once for every frame sent whose caller waits, before `Simulation.letGo`. It gives the connection back,
   * for the next call after an answer, closed otherwise; a frame that still waits for one leaves the line and counts
   * as CALLEE_DONE, having never been sent. An ideal link needs no call.
   */
  release(frame: Frame, answered: boolean): void
  /**
   * Lets the callee know that nobody waits for `frame`, by a message that is delayed and lost like any other
   * (KIND_CANCEL). Called after `release` and before `Simulation.letGo`. Does nothing for a request that has not
   * arrived yet or is answered: no message overtakes a request of its own.
   */
  sendCancel(frame: Frame): void
  snapshot(): Plain
  restore(saved: Plain): void
}
