import { HELD, IN_LINE, TIMER, WAITING_SINCE } from "../frames/columns.ts"
import type { Frame } from "../frames/frames.ts"
import { TIMER_HELD } from "./kinds.ts"
import type { Server } from "./server.ts"

/**
 * Lets a frame wait for `ns` before it goes on: that is time in a line, not work, booked when it is over. The caller of
 * one that ends before then has waited so far.
 */
export function hold(server: Server, frame: Frame, ns: number): void {
  const { frames, sim, self } = server
  frames.raise(frame, IN_LINE | HELD)
  frames.setDouble(frame, WAITING_SINCE, frames.nowNs)
  if (server.paused) server.frozen.push(frame, ns)
  else frames.setInt(frame, TIMER, sim.after(ns, self, TIMER_HELD, frame))
}
