import { CALLEE_DONE, CALLER_DONE, FLAGS, IN_TRANSIT, INT_SHIFT, PORT } from "../frames/columns.ts"
import type { Frame } from "../frames/frames.ts"
import { KIND_CANCEL, KIND_PORT_TIMER, KIND_REPLY, KIND_REQUEST } from "./kinds.ts"
import type { Simulation } from "./simulation.ts"

/** An event of the kernel's own kinds: a message has arrived, or the timer of a port or a processor is up. */
export function dispatchOwn(sim: Simulation, actor: number, kind: number, frame: Frame): void {
  switch (kind) {
    case KIND_REQUEST:
      sim.arrive(actor, frame)
      break
    case KIND_REPLY:
      answer(sim, frame)
      break
    case KIND_PORT_TIMER:
      sim.ports[sim.frames.ints[(frame << INT_SHIFT) | PORT]].onTimer(frame)
      break
    case KIND_CANCEL:
      learn(sim, actor, frame)
      break
    default:
      sim.actors[actor].onTimer(kind, frame)
  }
}

function answer(sim: Simulation, frame: Frame): void {
  const { ints } = sim.frames
  const at = frame << INT_SHIFT
  const flags = ints[at | FLAGS] & ~IN_TRANSIT
  ints[at | FLAGS] = flags
  if ((flags & CALLER_DONE) !== 0) sim.frames.close(frame)
  else sim.ports[ints[at | PORT]].onAnswer(frame)
}

function learn(sim: Simulation, actor: number, frame: Frame): void {
  const { ints } = sim.frames
  const at = frame << INT_SHIFT
  const flags = ints[at | FLAGS]
  ints[at | FLAGS] = flags & ~IN_TRANSIT
  if ((flags & CALLEE_DONE) !== 0) sim.frames.close(frame)
  else sim.actors[actor].onCancel(frame)
}
