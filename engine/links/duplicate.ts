import {
  ATTEMPT,
  BYTES,
  CALLEE,
  CALLER,
  CALLER_DONE,
  CONNECTION,
  DEADLINE_AT,
  DUPLICATE,
  KEY,
  OPERATION,
  PATIENCE,
  PORT,
  PRIORITY,
  ROOT,
  SPAN,
  TAG,
  VISIT,
} from "../frames/columns.ts"
import { type Frame, NO_FRAME } from "../frames/frames.ts"
import type { Simulation } from "../kernel/simulation.ts"
import { NO_ROW } from "../record/recorder.ts"
import { copyVisit } from "./luck.ts"

const INTS = [ROOT, ATTEMPT, PRIORITY, TAG, PORT, CONNECTION] as const
const DOUBLES = [DEADLINE_AT, KEY, BYTES, PATIENCE] as const
/**
 * A second frame that asks for the same as `frame`, without its parent, which may be gone before the copy is.
 * Nobody waits for it: its callee's answer closes it.
 */
export function duplicate(simulation: Simulation, frame: Frame): Frame {
  const frames = simulation.frames
  const caller = frames.int(frame, CALLER)
  const copy = frames.open(NO_FRAME, caller, frames.int(frame, OPERATION))
  frames.setInt(copy, CALLEE, frames.int(frame, CALLEE))
  frames.setInt(copy, SPAN, NO_ROW)
  for (const column of INTS) frames.setInt(copy, column, frames.int(frame, column))
  for (const column of DOUBLES) frames.setDouble(copy, column, frames.double(frame, column))
  frames.setInt(copy, VISIT, copyVisit(frames.int(frame, VISIT)))
  frames.raise(copy, DUPLICATE | CALLER_DONE)
  return copy
}
