import { mix32 } from "../chance/hash.ts"
import { carryFreshness, carrySize } from "../frames/answer.ts"
import {
  ABANDON_KNOWN,
  COUNTER,
  DEADLINE_AT,
  DETACHED,
  DOUBLE_SHIFT,
  FLAGS,
  FOUND,
  HOLDS_SLOT,
  INT_SHIFT,
  LOOP,
  OUTCOME,
  PARENT,
  POOLED,
  QUEUED,
  ROOT,
  STATES_FRESHNESS,
  STATES_SIZE,
  TAG,
  TIMER,
  VISIT,
  WAITING_SINCE,
} from "../frames/columns.ts"
import { type Frame, type Frames, NO_FRAME } from "../frames/frames.ts"
import { CANCELLED, DEADLINE, OK } from "../frames/outcome.ts"
import type { Actor, Waiting } from "../kernel/actor.ts"
import { TIMER_PROCESSOR } from "../kernel/kinds.ts"
import { capture, type Plain, reinstate } from "../kernel/plain.ts"
import type { Port } from "../kernel/port.ts"
import type { Simulation } from "../kernel/simulation.ts"
import { NO_TIMER } from "../queue/event-columns.ts"
import type { Processor } from "../resources/processor.ts"
import { WaitLine } from "../resources/wait-line.ts"
import { wholeNs } from "../time.ts"
import { type Contention, stretch } from "./contention.ts"
import { drive } from "./drive.ts"
import type { Extension, ForwardTable } from "./extension.ts"
import { afterAnswer, settleJoin } from "./interpreter.ts"
import { AT_DOOR, AT_STEP, AT_STEP_DONE, ENDS, JOIN, TIMER_WORK, WAITS } from "./kinds.ts"
import { type LineRule, takeNext } from "./line-rule.ts"
import { KeyLocks } from "./locks.ts"
import { CALL_OPTIONAL, FORWARD, type Program } from "./program.ts"
import { freeze, isHandedOver, thaw, wipe } from "./server-faults.ts"
import { leaveLine, queueUp, turnAway } from "./server-line.ts"
import type { Admission, RequestDraw, ServerMetrics, ServerOptions } from "./server-options.ts"
import { onWaitTimer } from "./timers.ts"
import { waitingAt } from "./waiting.ts"

const FIELDS = ["busy", "slowFactor", "down", "paused", "off", "frozen", "held", "setupTimer"] as const

/**
 * One replica of a component that carries out operations: admits requests to its slots, runs their programs, and
 * waits in lines, on its processor and for answers on their behalf.
 */
export class Server implements Actor {
  readonly sim: Simulation
  readonly frames: Frames
  readonly self: number
  readonly program: Program
  readonly ports: readonly Port[]
  readonly processor: Processor | null
  readonly extension: Extension | null
  readonly forwards: ForwardTable | null
  readonly locks: KeyLocks | null
  readonly metrics: ServerMetrics
  readonly line: WaitLine
  readonly rule: LineRule | null
  readonly server: Server = this
  /** Requests whose deadline has passed are refused when their turn comes. */
  readonly dropsExpired: boolean
  /** Requests worked on at once. */
  readonly slots: number
  /** Slots held. */
  busy = 0
  /** Work takes this many times as long while a fault slows the replica. */
  slowFactor = 1
  down = false
  paused = false
  /** Switched off for lack of work; see Admission.setup. */
  off = false
  /** Pairs (frame, ns left) of the work a pause interrupted. */
  frozen: number[] = []
  /** Triples (frame, outcome, found) of answers that came in during a pause. */
  held: number[] = []
  setupTimer = NO_TIMER
  /** True within `fill`: what ends at once there frees a slot that the same loop then fills, without recursion. */
  private filling = false
  readonly admission: Admission
  readonly speed: number
  readonly contention: Contention | null

  constructor(sim: Simulation, self: number, options: ServerOptions) {
    this.sim = sim
    this.frames = sim.frames
    this.self = self
    this.program = options.program
    this.ports = options.ports
    this.processor = options.processor
    this.extension = options.extension
    this.forwards = options.forwards
    this.locks = options.locks ? new KeyLocks(sim.frames) : null
    this.metrics = options.metrics
    this.admission = options.admission
    this.slots = options.admission.slots
    this.dropsExpired = options.admission.dropsExpired
    this.speed = options.speed
    this.contention = options.contention
    this.off = options.admission.setup !== null
    this.line = new WaitLine(sim.frames, options.admission.order)
    this.rule = options.admission.rule
  }

  onRequest(frame: Frame): void {
    drive(this, frame, AT_DOOR)
  }

  onReply(child: Frame): void {
    const ints = this.frames.ints
    const at = child << INT_SHIFT
    if ((ints[at | FLAGS] & DETACHED) !== 0) return
    const parent = ints[at | PARENT]
    const outcome = ints[at | OUTCOME]
    const found = outcome === OK ? ints[at | FLAGS] & FOUND : 0
    if ((ints[at | FLAGS] & (STATES_FRESHNESS | STATES_SIZE)) !== 0) this.passStated(child, parent)
    const joins = ints[(parent << INT_SHIFT) | COUNTER] === JOIN
    const excused = joins && (ints[at | TAG] & CALL_OPTIONAL) !== 0 ? OK : outcome
    if (this.paused && !isHandedOver(this, parent)) this.held.push(parent, excused, found)
    else this.answered(parent, excused, found)
  }

  /** A call `parent` waited for is settled. */
  answered(parent: Frame, outcome: number, found: number): void {
    if (this.frames.ints[(parent << INT_SHIFT) | COUNTER] === JOIN) settleJoin(this, parent, outcome)
    else drive(this, parent, afterAnswer(this, parent, outcome, found))
  }

  onCancel(frame: Frame): void {
    if (leaveLine(this, frame)) turnAway(this, frame, CANCELLED)
    else this.frames.raise(frame, ABANDON_KNOWN)
  }

  onTimer(kind: number, argument: number): void {
    switch (kind) {
      case TIMER_WORK:
        this.frames.ints[(argument << INT_SHIFT) | TIMER] = NO_TIMER
        drive(this, argument, AT_STEP_DONE)
        break
      case TIMER_PROCESSOR: {
        const frame = this.processor === null ? NO_FRAME : this.processor.onTimer(argument)
        if (frame !== NO_FRAME) drive(this, frame, AT_STEP_DONE)
        break
      }
      default:
        onWaitTimer(this, kind, argument)
    }
  }

  onFault(verb: string, on: boolean, amount: number): void {
    if (verb === "crash") {
      this.down = on
      if (on) wipe(this)
    } else if (verb === "pause") {
      if (on) freeze(this)
      else thaw(this)
    } else if (verb === "slow") {
      this.slowFactor = on ? amount : 1
      this.processor?.setSpeed(this.paused ? 0 : 1 / this.slowFactor)
    }
  }

  waiting(): readonly Waiting[] {
    return waitingAt(this)
  }

  /** Free slots now. */
  get idleSlots(): number {
    return this.paused || this.off ? 0 : this.slots - this.busy
  }

  /** A request goes on from where it stands. */
  goOn(frame: Frame, at: number): void {
    drive(this, frame, at)
  }

  /** A request wants a slot: where it stands once it has one, WAITS where it has to queue for it. */
  admit(frame: Frame): number {
    if (this.busy >= this.slots || this.paused || this.off || this.line.length !== 0) {
      queueUp(this, frame)
      return WAITS
    }
    this.busy++
    this.metrics.busy.add(1)
    this.metrics.wait.record(0)
    return this.begin(frame)
  }

  /** Gives up the frame's slot while it waits for an answer. */
  releaseSlot(frame: Frame): void {
    const flags = this.frames.ints[(frame << INT_SHIFT) | FLAGS]
    if ((flags & HOLDS_SLOT) === 0) return
    this.frames.ints[(frame << INT_SHIFT) | FLAGS] = flags & ~HOLDS_SLOT
    this.freeSlot()
  }

  /** A timed step: the frame goes on when it is over. */
  spend(frame: Frame, draw: RequestDraw, onProcessor: boolean): void {
    const ints = this.frames.ints
    const at = frame << INT_SHIFT
    const loop = ints[at | LOOP]
    draw.stream.at(ints[at | ROOT], loop === 0 ? ints[at | VISIT] : mix32(ints[at | VISIT] ^ loop))
    let time = draw.sampler.sample(draw.stream.a, draw.stream.b) / this.speed
    if (onProcessor && this.contention !== null) time *= stretch(this.contention, this.busy)
    if (onProcessor && this.processor !== null) this.processor.start(frame, wholeNs(time))
    else if (this.paused) this.frozen.push(frame, wholeNs(time * this.slowFactor))
    else ints[at | TIMER] = this.sim.after(wholeNs(time * this.slowFactor), this.self, TIMER_WORK, frame)
  }

  snapshot(): Plain {
    return {
      ...capture(this, FIELDS),
      line: this.line.snapshot(),
      rule: this.rule?.snapshot(),
      processor: this.processor?.snapshot(),
      extension: this.extension?.snapshot(),
      locks: this.locks?.snapshot(),
    }
  }

  restore(saved: Plain): void {
    reinstate(this, FIELDS, saved)
    if (typeof saved !== "object" || saved === null) return
    this.line.restore(Reflect.get(saved, "line"))
    this.rule?.restore(Reflect.get(saved, "rule"))
    this.processor?.restore(Reflect.get(saved, "processor"))
    this.extension?.restore(Reflect.get(saved, "extension"))
    this.locks?.restore(Reflect.get(saved, "locks"))
  }

  /** Lets waiting requests in while there are slots. */
  fill(): void {
    if (this.filling) return
    this.filling = true
    while (this.line.length > 0 && this.idleSlots > 0) {
      this.busy++
      this.metrics.busy.add(1)
      this.seat(this.rule === null ? this.line.pop() : takeNext(this, this.rule))
    }
    this.filling = false
  }

  /** What is passed on says of itself what its answer says; what merely needed the answer does not. */
  private passStated(child: Frame, parent: Frame): void {
    if (this.program.code[this.frames.int(parent, COUNTER)] !== FORWARD) return
    carryFreshness(this.frames, child, parent)
    if (this.extension?.passesSize === true) carrySize(this.frames, child, parent)
  }

  private begin(frame: Frame): number {
    const { ints, doubles, nowNs } = this.frames
    ints[(frame << INT_SHIFT) | FLAGS] |= HOLDS_SLOT
    return this.dropsExpired && doubles[(frame << DOUBLE_SHIFT) | DEADLINE_AT] <= nowNs ? ENDS + DEADLINE : AT_STEP
  }

  /** A frame that waited in line gets a slot that is counted as busy already. */
  private seat(frame: Frame): void {
    const { ints, doubles, nowNs } = this.frames
    const at = frame << INT_SHIFT
    const from = frame << DOUBLE_SHIFT
    if (ints[at | TIMER] !== NO_TIMER) {
      this.sim.cancel(ints[at | TIMER])
      ints[at | TIMER] = NO_TIMER
    }
    const waited = nowNs - doubles[from | WAITING_SINCE]
    doubles[from + (this.admission.slotsArePool ? POOLED : QUEUED)] += waited
    this.metrics.wait.record(waited)
    this.metrics.queue.add(-1)
    drive(this, frame, this.begin(frame))
  }

  /** The next in line has the slot at once; what ends in that same moment leaves its own to the loop of `fill`. */
  private freeSlot(): void {
    if (this.line.length !== 0 && !this.filling && !this.paused && !this.off) {
      this.filling = true
      this.seat(this.rule === null ? this.line.pop() : takeNext(this, this.rule))
      this.filling = false
      if (this.line.length !== 0) this.fill()
      return
    }
    this.busy--
    this.metrics.busy.add(-1)
    if (this.line.length === 0 && this.busy === 0 && this.admission.setup !== null) this.off = true
  }
}
