import { mix32 } from "../chance/hash.ts"
import {
  CALLEE,
  CALLEE_DONE,
  DEADLINE_AT,
  DOUBLE_SHIFT,
  FLAGS,
  IN_TRANSIT,
  INT_SHIFT,
  OUTCOME,
  PORT,
  PORT_NOTE,
  PORT_TIMER,
  STARTED,
  VISIT,
} from "../frames/columns.ts"
import type { Frame, Frames } from "../frames/frames.ts"
import { CANCELLED, DEADLINE, TIMEOUT, UNREACHABLE } from "../frames/outcome.ts"
import { KIND_PORT_TIMER, KIND_REPLY } from "../kernel/kinds.ts"
import type { Lane } from "../kernel/lanes.ts"
import type { Plain } from "../kernel/plain.ts"
import type { Port } from "../kernel/port.ts"
import type { Simulation } from "../kernel/simulation.ts"
import type { Link } from "../links/link.ts"
import { NO_TIMER } from "../queue/event-columns.ts"
import type { EdgeMetrics } from "./edge-metrics.ts"

/** Chooses which of several instances a call goes to, and keeps what it needs for that. */
export interface Picker {
  /** Index of an instance, -1 when none can be called. */
  pick(frame: Frame): number
  /** Whether it may find that none can be called: then it is asked even where there is only one. */
  readonly refuses?: boolean
  /** Whether it goes by what became of its choices: then it is told of the end of each, and only then. */
  readonly hears: boolean
  /** The call for which it gave the instance `index` has ended for its caller and is no longer counted in flight. */
  settled(frame: Frame, index: number, outcome: number): void
  snapshot(): Plain
  restore(saved: Plain): void
}

/** Where a port's calls go: the target's instances as columns by index, as this caller sees them. */
export interface Destination {
  readonly actors: Int32Array
  /** Of this caller's calls. */
  readonly inFlight: Int32Array
  readonly picker: Picker
  readonly link: Link
  readonly edge: EdgeMetrics
}

/** How long a caller waits. Without it the port looks at no deadline either. */
export interface TimeLimits {
  /** Longest wait for the answer, in ns; Infinity for none. */
  readonly timeoutNs: number
  /** As the timeout, but the callee and those it calls inherit it. */
  readonly deadlineNs: number
  /** Whether the callee is told when the caller no longer waits. */
  readonly cancels: boolean
}

/**
 * A port that makes one attempt a call: the logical call and its attempt are one frame. It is what `drive` goes through
 * without leaving its loop, so it has `depart` and `arrive` apart from what `Port` asks for.
 */
export class DirectPort implements Port {
  readonly link: Link
  readonly self: number
  private readonly sim: Simulation
  private readonly frames: Frames
  private readonly number: number
  private readonly actors: Int32Array
  private readonly inFlight: Int32Array
  private readonly picker: Picker
  /** The picker where it hears of its choices; one that is never asked makes none. */
  private readonly listener: Picker | null
  /** There is nothing to choose. */
  private readonly alone: boolean
  private readonly edge: EdgeMetrics
  private readonly limits: TimeLimits | null
  private readonly lane: Lane

  constructor(sim: Simulation, self: number, to: Destination, limits: TimeLimits | null) {
    this.sim = sim
    this.frames = sim.frames
    this.self = self
    this.number = sim.enter(this, this)
    this.link = to.link
    this.actors = to.actors
    this.inFlight = to.inFlight
    this.picker = to.picker
    this.alone = to.actors.length === 1 && to.picker.refuses !== true
    this.listener = to.picker.hears && !this.alone ? to.picker : null
    this.edge = to.edge
    this.limits = limits
    this.lane = limits === null || limits.timeoutNs === Infinity ? -1 : sim.lanes.laneFor(limits.timeoutNs)
  }

  open(operation: number, parent: Frame, step: number): Frame {
    const { frames } = this
    const frame = frames.open(parent, this.self, operation)
    const { ints } = frames
    const at = frame << INT_SHIFT
    ints[at | PORT] = this.number | 0
    if (step !== 0) ints[at | VISIT] = mix32(ints[at | VISIT] ^ step)
    return frame
  }

  send(frame: Frame): void {
    const callee = this.depart(frame)
    if (callee >= 0) this.sim.hand(frame, callee)
  }

  /**
   * Chooses an instance and sends the call on its way. The actor it is for when it is to be handed over within this
   * event, -1 when it travels over a network or cannot be sent at all.
   */
  depart(frame: Frame): number {
    const { sim, frames, actors } = this
    const index = this.alone ? 0 : this.picker.pick(frame)
    const actor = index < 0 ? -1 : actors[index]
    frames.ints[(frame << INT_SHIFT) | PORT_NOTE] = index | 0
    this.edge.calls++
    if (this.limits !== null && this.isLate(frame, index)) return -1
    if (sim.recorder.keepsSpans === true) sim.recorder.begin(frames, frame, actor)
    if (index < 0) {
      settleUnsent(sim, frame, this.self, UNREACHABLE)
      return -1
    }
    this.inFlight[index]++
    if (this.link.ideal === true) return actor
    frames.ints[(frame << INT_SHIFT) | CALLEE] = actor
    this.link.send(frame, actor)
    return -1
  }

  onAnswer(frame: Frame): void {
    this.arrive(frame, this.frames.ints[(frame << INT_SHIFT) | OUTCOME])
    this.tell(frame)
  }

  /** The call has ended for its caller with an answer. */
  arrive(frame: Frame, outcome: number): void {
    const { frames } = this
    const index = frames.ints[(frame << INT_SHIFT) | PORT_NOTE]
    if (this.limits !== null) this.stopTimer(frame)
    if (index >= 0) {
      this.inFlight[index]--
      if (this.listener !== null) this.listener.settled(frame, index, outcome)
      if (this.link.ideal !== true) this.link.release(frame, true)
    }
    this.edge.settle(frames, frame, outcome)
    if (this.sim.recorder.keepsSpans === true) this.sim.recorder.end(frames, frame, outcome)
  }

  onTimer(frame: Frame): void {
    const { frames } = this
    frames.setInt(frame, PORT_TIMER, NO_TIMER)
    const outcome = frames.nowNs >= frames.double(frame, DEADLINE_AT) ? DEADLINE : TIMEOUT
    this.giveUp(frame, outcome)
    frames.setInt(frame, OUTCOME, outcome)
    this.tell(frame)
  }

  abandon(frame: Frame): void {
    this.stopTimer(frame)
    this.giveUp(frame, CANCELLED)
    this.retire(frame)
  }

  snapshot(): Plain {
    return { picker: this.picker.snapshot(), inFlight: this.inFlight.slice() }
  }

  restore(saved: Plain): void {
    const from = Object(saved)
    this.picker.restore(from.picker)
    this.inFlight.set(from.inFlight)
  }

  private tell(frame: Frame): void {
    this.sim.actors[this.self].onReply(frame)
    this.retire(frame)
  }

  /** The caller is through with a call; where the limits say so, the callee hears of it. */
  private retire(frame: Frame): void {
    if (this.limits?.cancels === true) this.link.sendCancel(frame)
    this.sim.letGo(frame)
  }

  private giveUp(frame: Frame, outcome: number): void {
    const { frames, sim } = this
    const index = frames.int(frame, PORT_NOTE)
    if (index >= 0) {
      this.inFlight[index]--
      if (this.listener !== null) this.listener.settled(frame, index, outcome)
      if (this.link.ideal !== true) this.link.release(frame, false)
    }
    this.edge.settle(frames, frame, outcome)
    if (sim.recorder.keepsSpans === true) sim.recorder.end(frames, frame, outcome)
  }

  private stopTimer(frame: Frame): void {
    const { ints } = this.frames
    const at = (frame << INT_SHIFT) | PORT_TIMER
    const timer = ints[at]
    if (timer === NO_TIMER) return
    ints[at] = NO_TIMER
    this.sim.cancel(timer)
  }

  /** Sets the time limits of a call. True when its time is up before it is sent: it then ends by an event. */
  private isLate(frame: Frame, index: number): boolean {
    const { sim, limits, frames } = this
    if (limits === null) return false
    const { doubles, nowNs } = frames
    const from = frame << DOUBLE_SHIFT
    const limitNs = doubles[from | STARTED] + limits.deadlineNs
    if (limitNs < doubles[from | DEADLINE_AT]) doubles[from | DEADLINE_AT] = limitNs
    const leftNs = doubles[from | DEADLINE_AT] - nowNs
    if (leftNs <= 0) {
      if (sim.recorder.keepsSpans) sim.recorder.begin(frames, frame, index < 0 ? -1 : this.actors[index])
      frames.setInt(frame, PORT_NOTE, -1)
      if (index >= 0 && this.listener !== null) this.listener.settled(frame, index, DEADLINE)
      settleUnsent(sim, frame, this.self, DEADLINE)
      return true
    }
    if (index < 0) return false
    const at = (frame << INT_SHIFT) | PORT_TIMER
    if (leftNs < limits.timeoutNs) frames.ints[at] = sim.after(leftNs, this.self, KIND_PORT_TIMER, frame)
    else if (this.lane >= 0) frames.ints[at] = sim.afterLane(this.lane, this.self, KIND_PORT_TIMER, frame)
    return false
  }
}

/** Settles a call that was never sent, by an event, since a caller is not told before `send` has returned. */
export function settleUnsent(sim: Simulation, frame: Frame, caller: number, outcome: number): void {
  const { ints } = sim.frames
  const at = frame << INT_SHIFT
  ints[at | OUTCOME] = outcome
  ints[at | FLAGS] |= CALLEE_DONE | IN_TRANSIT
  sim.deliver(0, caller, KIND_REPLY, frame)
}
