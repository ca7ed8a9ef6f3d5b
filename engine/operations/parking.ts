import {
  COUNTER,
  FLAGS,
  HELD,
  HOLDS_SLOT,
  IN_LINE,
  INT_SHIFT,
  QUEUED,
  TIMER,
  WAITING_SINCE,
} from "../frames/columns.ts"
import type { Frame } from "../frames/frames.ts"
import type { Simulation } from "../kernel/simulation.ts"
import { NO_TIMER } from "../queue/event-columns.ts"
import { drive } from "./drive.ts"
import { extend } from "./interpreter.ts"
import { AT_STEP_DONE, TIMER_AGAIN, TIMER_HELD, TIMER_WORK } from "./kinds.ts"
import { EXTEND } from "./program.ts"
import type { Server } from "./server.ts"

/**
 * Lets a frame that an extension at actor `self` has parked, or is about to park, ask the extension again in `ns`,
 * instead of whenever it would have so far.
 */
export function wake(sim: Simulation, self: number, frame: Frame, ns: number): void {
  const { frames } = sim
  const timer = frames.int(frame, TIMER)
  if (timer !== NO_TIMER) sim.cancel(timer)
  frames.setInt(frame, TIMER, sim.after(ns, self, TIMER_AGAIN, frame))
}

/** A frame has been held back for long enough. */
export function letGoOn(server: Server, frame: Frame): void {
  server.frames.setInt(frame, TIMER, NO_TIMER)
  unpark(server, frame)
  drive(server, frame, AT_STEP_DONE)
}

/** Whether an extension has a frame wait. It keeps its slot, unlike one in the line for slots. */
export function isParked(server: Server, frame: Frame): boolean {
  const { ints } = server.frames
  const at = frame << INT_SHIFT
  const both = IN_LINE | HOLDS_SLOT
  return (ints[at | FLAGS] & both) === both && server.program.code[ints[at | COUNTER]] === EXTEND
}

/** A frame that was parked or held is so no longer, and the time it stood there is booked. */
export function unpark(server: Server, frame: Frame): void {
  const { frames } = server
  frames.lower(frame, IN_LINE | HELD)
  frames.addDouble(frame, QUEUED, frames.nowNs - frames.double(frame, WAITING_SINCE))
}

/** A parked frame asks its extension again, which learns of it too when nobody waits for the frame any more. */
export function askAgain(server: Server, frame: Frame): void {
  const { frames } = server
  frames.setInt(frame, TIMER, NO_TIMER)
  unpark(server, frame)
  drive(server, frame, extend(server, frame, frames.int(frame, COUNTER)))
}

/** What the timer of a frame that a pause interrupted was for. */
export function timerOf(server: Server, frame: Frame): number {
  if (server.frames.has(frame, HELD)) return TIMER_HELD
  return isParked(server, frame) ? TIMER_AGAIN : TIMER_WORK
}
