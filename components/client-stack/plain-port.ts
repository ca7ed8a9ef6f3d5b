import {
  CALLEE,
  CANCELLED,
  type Frame,
  KEY,
  type Link,
  mix32,
  type Plain,
  PORT,
  PORT_NOTE,
  type Port,
  type Simulation,
  STARTED,
  UNREACHABLE,
  VISIT,
} from "../../engine/index.ts"
import type { Backends } from "../kit/balancing/backends.ts"
import type { Chooser } from "../kit/balancing/balancer.ts"
import type { EdgeMetrics } from "./edge.ts"
import { closeSpan, openSpan, settleUnsent } from "./port-parts.ts"
import type { PortTarget } from "./target.ts"

/**
 * A port without policies: one attempt, no time limit. The logical call and its only attempt are one frame.
 */
export class PlainPort implements Port {
  readonly link: Link
  private readonly sim: Simulation
  private readonly self: number
  private readonly number: number
  private readonly backends: Backends
  private readonly chooser: Chooser
  private readonly edge: EdgeMetrics

  constructor(sim: Simulation, self: number, target: PortTarget) {
    this.sim = sim
    this.self = self
    this.number = sim.enter(this)
    this.backends = target.backends
    this.chooser = target.chooser
    this.link = target.link
    this.edge = target.edge
  }

  open(operation: number, parent: Frame, step: number): Frame {
    const { frames } = this.sim
    const frame = frames.open(parent, this.self, operation)
    frames.setInt(frame, PORT, this.number)
    if (step !== 0) frames.setInt(frame, VISIT, mix32(frames.int(frame, VISIT) ^ step))
    return frame
  }

  send(frame: Frame): void {
    const { sim, backends } = this
    const frames = sim.frames
    const index = backends.length === 1 ? 0 : this.chooser.choose(sim.nowNs, frames.double(frame, KEY), backends)
    const actor = backends.actorOf(index)
    if (sim.recorder.keepsSpans) openSpan(sim, frame, actor)
    frames.setInt(frame, PORT_NOTE, index)
    this.edge.calls++
    if (index < 0) {
      settleUnsent(sim, frame, this.self, UNREACHABLE)
      return
    }
    backends.enter(index)
    if (this.link.ideal) sim.hand(frame, actor)
    else {
      frames.setInt(frame, CALLEE, actor)
      this.link.send(frame, actor)
    }
  }

  onAnswer(frame: Frame): void {
    const { sim } = this
    const frames = sim.frames
    this.leave(frame, frames.outcome(frame), true)
    const actor = sim.actors[this.self]
    if (actor !== undefined) actor.onReply(frame)
    sim.letGo(frame)
  }

  onTimer(_frame: Frame): void {
    throw new Error("a port without policies sets no timers")
  }

  abandon(frame: Frame): void {
    this.leave(frame, CANCELLED, false)
    this.sim.letGo(frame)
  }

  snapshot(): Plain {
    return { chooser: this.chooser.snapshot(), inFlight: this.backends.inFlight.slice(), up: this.backends.up.slice() }
  }

  restore(saved: Plain): void {
    const from = Object(saved)
    this.chooser.restore(from.chooser)
    this.backends.inFlight.set(from.inFlight)
    this.backends.up.set(from.up)
  }

  private leave(frame: Frame, outcome: number, answered: boolean): void {
    const { sim } = this
    const frames = sim.frames
    const index = frames.int(frame, PORT_NOTE)
    if (index >= 0) {
      this.backends.leave(index)
      if (!this.link.ideal) this.link.release(frame, answered)
    }
    this.edge.settle(outcome, sim.nowNs - frames.double(frame, STARTED))
    if (sim.recorder.keepsSpans) closeSpan(sim, frame, outcome)
  }
}
