import { BYTES, DOUBLE_SHIFT, INT_SHIFT, TIMER } from "../frames/columns.ts"
import type { Frame } from "../frames/frames.ts"
import { wholeNs } from "../time.ts"
import { stretch } from "./contention.ts"
import { TIMER_WORK } from "./kinds.ts"
import type { Server } from "./server.ts"

const KIB = 1024

/** Work whose time follows the size of what is at hand: nothing is drawn for it. */
export function workOnBytes(server: Server, frame: Frame, counter: number): void {
  const { frames, sim, self, processor, contention } = server
  const { code } = server.program
  const bytes = frames.doubles[(frame << DOUBLE_SHIFT) | BYTES]
  let time = (code[counter + 1] + (bytes * code[counter + 2]) / KIB) / server.speed
  if (contention !== null) time *= stretch(contention, server.busy)
  if (processor !== null) processor.start(frame, wholeNs(time))
  else if (server.paused) server.frozen.push(frame, wholeNs(time * server.slowFactor))
  else frames.ints[(frame << INT_SHIFT) | TIMER] = sim.after(wholeNs(time * server.slowFactor), self, TIMER_WORK, frame)
}
