import { assert } from "../assert.ts"
import type { RunClock } from "../metrics/run-clock.ts"
import {
  ATTEMPT,
  BACKOFF,
  BYTES,
  CALLEE,
  CALLER,
  CLOSED,
  DEADLINE_AT,
  DOUBLE_SHIFT,
  DOUBLE_STRIDE,
  DOWNSTREAM,
  FLAGS,
  INT_SHIFT,
  INT_STRIDE,
  KEY,
  LOOP,
  NETWORK,
  NEXT_WAITING,
  NO_FRAME,
  NOTE,
  NOWHERE,
  OPERATION,
  OUTCOME,
  PARENT,
  PATIENCE,
  POOLED,
  PORT_NOTE,
  PORT_TIMER,
  PRIORITY,
  QUEUED,
  ROOT,
  STARTED,
  TIMER,
  VISIT,
} from "./columns.ts"
import { IN_FLIGHT } from "./outcome.ts"

/** A call in progress, by number. */
export type Frame = number
export { NO_FRAME }

export type FramesSnapshot = {
  readonly ints: Int32Array
  readonly doubles: Float64Array
  readonly freeHead: number
  readonly used: number
  readonly live: number
  readonly opened: number
}

/**
 * Calls in progress, pooled in two strided arrays (256 B each). A frame lives until both its caller and its
 * callee are done with it, so a number in either's hands is never stale.
 * Arrays are replaced when the pool grows: nobody keeps `ints` or `doubles` across an event.
 */
export class Frames {
  ints = new Int32Array(64 * INT_STRIDE)
  doubles = new Float64Array(64 * DOUBLE_STRIDE)
  live = 0
  /** Frames ever opened. */
  opened = 0
  private freeHead = -1
  private used = 0
  private readonly clock: RunClock

  constructor(clock: RunClock) {
    this.clock = clock
  }

  /**
   * A fresh frame at rest, its callee not known yet. Columns that are always written before they are read keep what
   * the frame's last call left in them: COUNTER, PENDING, SPAN, PORT, CONNECTION; ARRIVED, AMOUNT.
   */
  open(parent: Frame, caller: number, operation: number): Frame {
    let frame = this.freeHead
    if (frame >= 0) this.freeHead = this.ints[(frame << INT_SHIFT) | NEXT_WAITING]
    else {
      frame = this.used++
      if ((frame + 1) * INT_STRIDE > this.ints.length) this.grow()
    }
    this.live++
    this.opened++
    const ints = this.ints
    const at = frame << INT_SHIFT
    // `| 0`: V8 then knows an integer; a parameter stored as it is takes ten instructions more (measured).
    // Store by store: TypedArray.fill costs more than all of these on so short a range (measured).
    ints[at | PARENT] = parent | 0
    ints[at | CALLER] = caller | 0
    ints[at | CALLEE] = NOWHERE
    ints[at | OPERATION] = operation | 0
    ints[at | ATTEMPT] = 0
    ints[at | OUTCOME] = IN_FLIGHT
    ints[at | FLAGS] = 0
    ints[at | TIMER] = -1
    ints[at | PORT_TIMER] = -1
    ints[at | NOTE] = 0
    ints[at | PORT_NOTE] = 0
    ints[at | LOOP] = 0
    const doubles = this.doubles
    const atDouble = frame << DOUBLE_SHIFT
    doubles[atDouble | STARTED] = this.clock.nowNs
    doubles[atDouble | QUEUED] = 0
    doubles[atDouble | NETWORK] = 0
    doubles[atDouble | BACKOFF] = 0
    doubles[atDouble | POOLED] = 0
    doubles[atDouble | DOWNSTREAM] = 0
    doubles[atDouble | PATIENCE] = 0
    if (parent >= 0) {
      const from = parent << INT_SHIFT
      ints[at | ROOT] = ints[from | ROOT]
      ints[at | VISIT] = ints[from | VISIT]
      ints[at | PRIORITY] = ints[from | PRIORITY]
      const fromDouble = parent << DOUBLE_SHIFT
      doubles[atDouble | DEADLINE_AT] = doubles[fromDouble | DEADLINE_AT]
      doubles[atDouble | KEY] = doubles[fromDouble | KEY]
      doubles[atDouble | BYTES] = doubles[fromDouble | BYTES]
    } else this.plant(at, atDouble)
    return frame
  }

  /** Gives the frame back. Both sides must be done with it. */
  close(frame: Frame): void {
    const ints = this.ints
    const at = frame << INT_SHIFT
    assert(ints[at | CALLEE] !== CLOSED, "a frame is closed twice")
    ints[at | CALLEE] = CLOSED
    ints[at | NEXT_WAITING] = this.freeHead | 0
    this.freeHead = frame
    this.live--
  }

  /** Now, in ns. */
  get nowNs(): number {
    return this.clock.nowNs
  }

  int(frame: Frame, column: number): number {
    return this.ints[(frame << INT_SHIFT) | column]
  }

  setInt(frame: Frame, column: number, value: number): void {
    this.ints[(frame << INT_SHIFT) | column] = value
  }

  double(frame: Frame, column: number): number {
    return this.doubles[(frame << DOUBLE_SHIFT) | column]
  }

  setDouble(frame: Frame, column: number, value: number): void {
    this.doubles[(frame << DOUBLE_SHIFT) | column] = value
  }

  addDouble(frame: Frame, column: number, value: number): void {
    this.doubles[(frame << DOUBLE_SHIFT) | column] += value
  }

  has(frame: Frame, flag: number): boolean {
    return (this.ints[(frame << INT_SHIFT) | FLAGS] & flag) !== 0
  }

  raise(frame: Frame, flag: number): void {
    this.ints[(frame << INT_SHIFT) | FLAGS] |= flag
  }

  lower(frame: Frame, flag: number): void {
    this.ints[(frame << INT_SHIFT) | FLAGS] &= ~flag
  }

  outcome(frame: Frame): number {
    return this.ints[(frame << INT_SHIFT) | OUTCOME]
  }

  operation(frame: Frame): number {
    return this.ints[(frame << INT_SHIFT) | OPERATION]
  }

  attempt(frame: Frame): number {
    return this.ints[(frame << INT_SHIFT) | ATTEMPT]
  }

  /** Calls `visit` for every open frame, by rising number. For reports and faults, not for the hot path. */
  forEachOpen(visit: (frame: Frame) => void): void {
    for (let frame = 0; frame < this.used; frame++)
      if (this.ints[(frame << INT_SHIFT) | CALLEE] !== CLOSED) visit(frame)
  }

  snapshot(): FramesSnapshot {
    return {
      ints: this.ints.slice(0, this.used * INT_STRIDE),
      doubles: this.doubles.slice(0, this.used * DOUBLE_STRIDE),
      freeHead: this.freeHead,
      used: this.used,
      live: this.live,
      opened: this.opened,
    }
  }

  restore(snapshot: FramesSnapshot): void {
    let capacity = 64
    while (capacity < snapshot.used) capacity *= 2
    this.ints = new Int32Array(capacity * INT_STRIDE)
    this.ints.set(snapshot.ints)
    this.doubles = new Float64Array(capacity * DOUBLE_STRIDE)
    this.doubles.set(snapshot.doubles)
    this.freeHead = snapshot.freeHead
    this.used = snapshot.used
    this.live = snapshot.live
    this.opened = snapshot.opened
  }

  /** A root inherits nothing. */
  private plant(at: number, atDouble: number): void {
    this.ints[at | ROOT] = 0
    this.ints[at | VISIT] = 0
    this.ints[at | PRIORITY] = 0
    this.doubles[atDouble | DEADLINE_AT] = Infinity
    this.doubles[atDouble | KEY] = 0
    this.doubles[atDouble | BYTES] = 0
  }

  private grow(): void {
    const ints = new Int32Array(this.ints.length * 2)
    ints.set(this.ints)
    const doubles = new Float64Array(this.doubles.length * 2)
    doubles.set(this.doubles)
    this.ints = ints
    this.doubles = doubles
  }
}
