import { hashPair } from "../../../engine/chance/hash.ts"
import { CALLEE, IN_TRANSIT, OUTCOME, PORT, PORT_TIMER, VISIT } from "../../../engine/frames/columns.ts"
import type { Frame } from "../../../engine/frames/frames.ts"
import { CANCELLED, TIMEOUT } from "../../../engine/frames/outcome.ts"
import { KIND_PORT_TIMER, KIND_REQUEST } from "../../../engine/kernel/kinds.ts"
import type { Plain } from "../../../engine/kernel/plain.ts"
import type { Port } from "../../../engine/kernel/port.ts"
import type { Simulation } from "../../../engine/kernel/simulation.ts"
import type { Link } from "../../../engine/links/link.ts"
import { NO_TIMER } from "../../../engine/queue/event-columns.ts"

export interface DirectPortOptions {
  readonly link: Link
  /** Default: waits for ever. */
  readonly timeoutNs?: number
  /** Whether the callee is told when nobody waits any more. Default true. */
  readonly cancels?: boolean
}

/** The least port there can be: one callee, one try a call, and a timeout. A logical call and its attempt are one frame. */
export class DirectPort implements Port {
  readonly link: Link
  readonly number: number
  private readonly simulation: Simulation
  private readonly caller: number
  private readonly callee: number
  private readonly timeoutNs: number
  private readonly cancels: boolean

  constructor(simulation: Simulation, caller: number, callee: number, options: DirectPortOptions) {
    this.simulation = simulation
    this.caller = caller
    this.callee = callee
    this.link = options.link
    this.timeoutNs = options.timeoutNs ?? Infinity
    this.cancels = options.cancels ?? true
    this.number = simulation.enter(this)
  }

  open(operation: number, parent: Frame, step: number): Frame {
    const { frames } = this.simulation
    const frame = frames.open(parent, this.caller, operation)
    frames.setInt(frame, CALLEE, this.callee)
    frames.setInt(frame, PORT, this.number)
    if (step !== 0) frames.setInt(frame, VISIT, hashPair(frames.int(frame, VISIT), step))
    return frame
  }

  send(frame: Frame): void {
    const { simulation, link, callee } = this
    if (this.timeoutNs < Infinity) {
      const lane = simulation.lanes.laneFor(this.timeoutNs)
      simulation.frames.setInt(frame, PORT_TIMER, simulation.afterLane(lane, this.caller, KIND_PORT_TIMER, frame))
    }
    if (link.ideal) {
      simulation.frames.raise(frame, IN_TRANSIT)
      simulation.frames.setInt(frame, CALLEE, callee)
      simulation.deliver(0, callee, KIND_REQUEST, frame)
    } else link.send(frame, callee)
  }

  onAnswer(frame: Frame): void {
    this.stopTimer(frame)
    this.link.release(frame, true)
    this.settle(frame)
  }

  onTimer(frame: Frame): void {
    this.simulation.frames.setInt(frame, PORT_TIMER, NO_TIMER)
    this.simulation.frames.setInt(frame, OUTCOME, TIMEOUT)
    this.giveUp(frame)
    this.settle(frame)
  }

  abandon(frame: Frame): void {
    this.stopTimer(frame)
    this.simulation.frames.setInt(frame, OUTCOME, CANCELLED)
    this.giveUp(frame)
    this.simulation.letGo(frame)
  }

  snapshot(): Plain {
    return null
  }

  restore(_saved: Plain): void {
    // Its timers are in the frames and in the queue.
  }

  private giveUp(frame: Frame): void {
    this.link.release(frame, false)
    if (this.cancels) this.link.sendCancel(frame)
  }

  private settle(frame: Frame): void {
    const actor = this.simulation.actors[this.caller]
    actor?.onReply(frame)
    this.simulation.letGo(frame)
  }

  private stopTimer(frame: Frame): void {
    const timer = this.simulation.frames.int(frame, PORT_TIMER)
    if (timer !== NO_TIMER) this.simulation.cancel(timer)
  }
}
