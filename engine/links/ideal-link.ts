import { CALLEE, CALLEE_DONE, CALLER, IN_TRANSIT } from "../frames/columns.ts"
import type { Frame } from "../frames/frames.ts"
import { KIND_CANCEL, KIND_REPLY, KIND_REQUEST } from "../kernel/kinds.ts"
import type { Plain } from "../kernel/plain.ts"
import type { Simulation } from "../kernel/simulation.ts"
import type { Link } from "./link.ts"

/** Delivers in the same instant, always. What a call within one process travels over; no fault can be put on it. */
export class IdealLink implements Link {
  readonly ideal = true
  private readonly simulation: Simulation

  constructor(simulation: Simulation) {
    this.simulation = simulation
  }

  send(frame: Frame, callee: number): void {
    this.pass(frame, callee, KIND_REQUEST)
  }

  sendReply(frame: Frame): void {
    this.pass(frame, this.simulation.frames.int(frame, CALLER), KIND_REPLY)
  }

  release(_frame: Frame, _answered: boolean): void {
    // It keeps nothing for a frame.
  }

  sendCancel(frame: Frame): void {
    const frames = this.simulation.frames
    if (frames.has(frame, CALLEE_DONE | IN_TRANSIT)) return
    this.pass(frame, frames.int(frame, CALLEE), KIND_CANCEL)
  }

  snapshot(): Plain {
    return null
  }

  restore(_saved: Plain): void {
    // It has no state.
  }

  private pass(frame: Frame, actor: number, kind: number): void {
    this.simulation.frames.raise(frame, IN_TRANSIT)
    this.simulation.deliver(0, actor, kind, frame)
  }
}
