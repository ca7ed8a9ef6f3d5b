import { assert } from "../assert.ts"
import { mix32 } from "../chance/hash.ts"
import {
  ABANDON_KNOWN,
  BACKOFF,
  COUNTER,
  DEADLINE_AT,
  DETACHED,
  DOUBLE_SHIFT,
  DOWNSTREAM,
  FLAGS,
  FOUND,
  HOLDS_EXTRA,
  HOLDS_SLOT,
  IN_LINE,
  INT_SHIFT,
  INTERNAL,
  LOOP,
  NETWORK,
  OPERATION,
  OUTCOME,
  PARENT,
  PATIENCE,
  POOLED,
  QUEUED,
  ROOT,
  STARTED,
  TAG,
  TIMER,
  VISIT,
  WAITING_SINCE,
} from "../frames/columns.ts"
import { type Frame, type Frames, NO_FRAME } from "../frames/frames.ts"
import { CANCELLED, DEADLINE, OK, REFUSED, REJECTED } from "../frames/outcome.ts"
import { type Actor, TIMER_PROCESSOR, type Waiting } from "../kernel/actor.ts"
import { capture, type Plain, reinstate } from "../kernel/plain.ts"
import type { Port } from "../kernel/port.ts"
import type { Simulation } from "../kernel/simulation.ts"
import { NO_TIMER } from "../queue/event-columns.ts"
import type { Processor } from "../resources/processor.ts"
import { WaitLine } from "../resources/wait-line.ts"
import { wholeNs } from "../time.ts"
import { type Contention, stretch } from "./contention.ts"
import type { Extension, ForwardTable } from "./extension.ts"
import { advance, finishBranch, resume, resumeCall, settleJoin } from "./interpreter.ts"
import { JOIN, TIMER_PATIENCE, TIMER_SETUP, TIMER_WORK } from "./kinds.ts"
import { KeyLocks } from "./locks.ts"
import { CALL_OPTIONAL, type Program } from "./program.ts"
import { freeze, isHandedOver, thaw, wipe } from "./server-faults.ts"
import type { Admission, RequestDraw, ServerMetrics, ServerOptions } from "./server-options.ts"
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
  private readonly admission: Admission
  private readonly speed: number
  private readonly contention: Contention | null

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
    this.speed = options.speed
    this.contention = options.contention
    this.off = options.admission.setup !== null
    this.line = new WaitLine(sim.frames, options.admission.order)
  }

  onRequest(frame: Frame): void {
    const ints = this.frames.ints
    const at = frame << INT_SHIFT
    if (this.down) {
      this.sim.reply(frame, REFUSED)
      return
    }
    const entry = this.program.entries[ints[at | OPERATION]]
    ints[at | COUNTER] = entry >= 0 ? entry : this.program.entryDefault
    assert(ints[at | COUNTER] >= 0, "a call names an operation its callee does not have")
    this.admit(frame)
  }

  onReply(child: Frame): void {
    const ints = this.frames.ints
    const at = child << INT_SHIFT
    if ((ints[at | FLAGS] & DETACHED) !== 0) return
    const parent = ints[at | PARENT]
    const outcome = ints[at | OUTCOME]
    const found = outcome === OK ? ints[at | FLAGS] & FOUND : 0
    const joins = ints[(parent << INT_SHIFT) | COUNTER] === JOIN
    const excused = joins && (ints[at | TAG] & CALL_OPTIONAL) !== 0 ? OK : outcome
    if (this.paused && !isHandedOver(this, parent)) this.held.push(parent, excused, found)
    else if (joins) settleJoin(this, parent, excused)
    else resumeCall(this, parent, excused, found)
  }

  /** A call `parent` waited for is settled. */
  answered(parent: Frame, outcome: number, found: number): void {
    if (this.frames.ints[(parent << INT_SHIFT) | COUNTER] === JOIN) settleJoin(this, parent, outcome)
    else resumeCall(this, parent, outcome, found)
  }

  onCancel(frame: Frame): void {
    if (this.leaveLine(frame)) this.turnAway(frame, CANCELLED)
    else this.frames.raise(frame, ABANDON_KNOWN)
  }

  onTimer(kind: number, argument: number): void {
    switch (kind) {
      case TIMER_WORK:
        this.frames.ints[(argument << INT_SHIFT) | TIMER] = NO_TIMER
        advance(this, argument)
        break
      case TIMER_PROCESSOR: {
        const frame = this.processor === null ? NO_FRAME : this.processor.onTimer(argument)
        if (frame !== NO_FRAME) advance(this, frame)
        break
      }
      case TIMER_PATIENCE:
        this.frames.ints[(argument << INT_SHIFT) | TIMER] = NO_TIMER
        if (this.leaveLine(argument)) this.turnAway(argument, CANCELLED)
        break
      case TIMER_SETUP:
        this.off = false
        this.setupTimer = NO_TIMER
        this.fill()
        break
      default:
        assert(false, `a server has no timer of kind ${kind}`)
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
    return this.paused || this.off ? 0 : this.admission.slots - this.busy
  }

  /** Whether it switches off when idle. */
  get sleeps(): boolean {
    return this.admission.setup !== null
  }

  /** Takes a slot for the frame and goes on with its program, now or when its turn comes. */
  admit(frame: Frame): void {
    if (this.busy < this.admission.slots && !this.paused && !this.off && this.line.length === 0) {
      this.metrics.wait.record(0)
      this.begin(frame)
    } else this.queue(frame)
  }

  /** Ends a frame's stay: gives back what it holds, answers it, and lets the next one in. */
  end(frame: Frame, outcome: number): void {
    const { ints, doubles } = this.frames
    const flags = ints[(frame << INT_SHIFT) | FLAGS]
    if ((flags & INTERNAL) !== 0) {
      finishBranch(this, frame, outcome)
      return
    }
    const from = frame << DOUBLE_SHIFT
    const elapsed = this.sim.nowNs - doubles[from | STARTED]
    const waited = doubles[from | QUEUED] + doubles[from | POOLED] + doubles[from | NETWORK] + doubles[from | BACKOFF]
    this.metrics.service.record(elapsed - waited - doubles[from | DOWNSTREAM])
    if ((flags & HOLDS_EXTRA) !== 0) this.unlock(frame)
    // First the slot, so that those in line come before whatever the answer sets off.
    if ((flags & HOLDS_SLOT) !== 0) this.releaseSlot(frame)
    this.sim.reply(frame, outcome)
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
      processor: this.processor?.snapshot(),
      extension: this.extension?.snapshot(),
      locks: this.locks?.snapshot(),
    }
  }

  restore(saved: Plain): void {
    reinstate(this, FIELDS, saved)
    if (typeof saved !== "object" || saved === null) return
    this.line.restore(Reflect.get(saved, "line"))
    this.processor?.restore(Reflect.get(saved, "processor"))
    this.extension?.restore(Reflect.get(saved, "extension"))
    this.locks?.restore(Reflect.get(saved, "locks"))
  }

  /** Lets waiting requests in while there are slots. */
  fill(): void {
    if (this.filling) return
    this.filling = true
    while (this.line.length > 0 && this.idleSlots > 0) {
      const frame = this.line.pop()
      this.metrics.queue.add(-1)
      this.seat(frame)
    }
    this.filling = false
  }

  /** After a crash: nothing is held and nobody waits. */
  forget(): void {
    this.metrics.busy.add(-this.busy)
    this.metrics.queue.add(-this.line.length)
    this.busy = 0
    this.line.clear()
    this.locks?.clear()
    this.frozen = []
    this.held = []
    if (this.setupTimer !== NO_TIMER) this.sim.cancel(this.setupTimer)
    this.setupTimer = NO_TIMER
    this.off = this.sleeps
    this.extension?.wipe()
  }

  private begin(frame: Frame): void {
    this.busy++
    this.metrics.busy.add(1)
    this.frames.ints[(frame << INT_SHIFT) | FLAGS] |= HOLDS_SLOT
    if (this.admission.dropsExpired && this.frames.doubles[(frame << DOUBLE_SHIFT) | DEADLINE_AT] <= this.sim.nowNs)
      this.end(frame, DEADLINE)
    else resume(this, frame)
  }

  /** A frame that waited in line gets its slot. */
  private seat(frame: Frame): void {
    const { ints, doubles } = this.frames
    const at = frame << INT_SHIFT
    const from = frame << DOUBLE_SHIFT
    if (ints[at | TIMER] !== NO_TIMER) {
      this.sim.cancel(ints[at | TIMER])
      ints[at | TIMER] = NO_TIMER
    }
    const waited = this.sim.nowNs - doubles[from | WAITING_SINCE]
    doubles[from + (this.admission.slotsArePool ? POOLED : QUEUED)] += waited
    this.metrics.wait.record(waited)
    this.begin(frame)
  }

  private queue(frame: Frame): void {
    let dropped = NO_FRAME
    if (this.line.length >= this.admission.queueLengthMax) {
      if (this.admission.overflow === "drop-oldest") dropped = this.line.oldest()
      if (dropped === NO_FRAME) {
        this.turnAway(frame, REJECTED)
        return
      }
      this.leaveLine(dropped)
    }
    this.frames.setDouble(frame, WAITING_SINCE, this.sim.nowNs)
    this.line.push(frame)
    this.metrics.queue.add(1)
    this.limitPatience(frame)
    if (this.off && this.setupTimer === NO_TIMER) this.switchOn(frame)
    // Last, since whoever learns of it may call again at once.
    if (dropped !== NO_FRAME) this.turnAway(dropped, REJECTED)
  }

  /** Answers a frame that waits for a slot no longer: it was not worked on, so it has no time of service. */
  private turnAway(frame: Frame, outcome: number): void {
    if (this.frames.has(frame, HOLDS_EXTRA)) this.unlock(frame)
    this.sim.reply(frame, outcome)
  }

  private limitPatience(frame: Frame): void {
    let patience = this.frames.double(frame, PATIENCE)
    const own = this.admission.patience
    if (own !== null) {
      own.stream.at(this.frames.int(frame, ROOT), this.frames.int(frame, VISIT))
      const drawn = wholeNs(own.sampler.sample(own.stream.a, own.stream.b))
      patience = patience > 0 && patience < drawn ? patience : drawn
    } else if (patience === 0) return
    this.frames.setInt(frame, TIMER, this.sim.after(patience, this.self, TIMER_PATIENCE, frame))
  }

  private switchOn(frame: Frame): void {
    const setup = this.admission.setup
    if (setup === null) return
    setup.stream.at(this.frames.int(frame, ROOT), this.frames.int(frame, VISIT))
    const delayNs = wholeNs(setup.sampler.sample(setup.stream.a, setup.stream.b))
    this.setupTimer = this.sim.after(delayNs, this.self, TIMER_SETUP, 0)
  }

  /** Takes a frame out of the line for slots, and books the time it stood there. False when it waits elsewhere. */
  leaveLine(frame: Frame): boolean {
    const { ints, doubles } = this.frames
    const at = frame << INT_SHIFT
    if ((ints[at | FLAGS] & (IN_LINE | HOLDS_SLOT | INTERNAL)) !== IN_LINE) return false
    if (ints[at | TIMER] !== NO_TIMER) this.sim.cancel(ints[at | TIMER])
    ints[at | TIMER] = NO_TIMER
    this.line.remove(frame)
    this.metrics.queue.add(-1)
    const from = frame << DOUBLE_SHIFT
    doubles[from + (this.admission.slotsArePool ? POOLED : QUEUED)] += this.sim.nowNs - doubles[from | WAITING_SINCE]
    return true
  }

  private freeSlot(): void {
    this.busy--
    this.metrics.busy.add(-1)
    if (this.line.length > 0) this.fill()
    else if (this.busy === 0 && this.admission.setup !== null) this.off = true
  }

  private unlock(frame: Frame): void {
    if (this.locks === null) return
    const next = this.locks.release(frame)
    if (next === NO_FRAME) return
    const waited = this.sim.nowNs - this.frames.double(next, WAITING_SINCE)
    this.frames.addDouble(next, QUEUED, waited)
    this.metrics.lockWait?.record(waited)
    // By an event, since the next holder may end at once and free the lock again.
    this.frames.setInt(next, TIMER, this.sim.after(0, this.self, TIMER_WORK, next))
  }
}
