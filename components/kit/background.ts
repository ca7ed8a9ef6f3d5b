import { type Frame, NO_FRAME, type Port, ROOT, type Simulation, VISIT } from "../../engine/index.ts"

/**
 * Opens a call that no client has caused, such as a health check, without sending it. `number` counts the caller's
 * calls of this kind and `visit` is a hash of its name: together they name the call's draws.
 */
export function openBackground(
  sim: Simulation,
  port: Port,
  operation: number,
  { number, visit }: { readonly number: number; readonly visit: number },
): Frame {
  const frame = port.open(operation, NO_FRAME, 0)
  sim.frames.setInt(frame, ROOT, -1 - number)
  sim.frames.setInt(frame, VISIT, visit)
  return frame
}
