import { assert, InvariantError } from "../assert.ts"
import type { DirectPort } from "../calls/direct-port.ts"
import {
  ARRIVED,
  AT_CALLEE,
  CALLEE,
  CALLEE_DONE,
  CALLER,
  CALLER_DONE,
  DOUBLE_SHIFT,
  FLAGS,
  IN_TRANSIT,
  INT_SHIFT,
  NETWORK,
  OUTCOME,
  PORT,
} from "../frames/columns.ts"
import { type Frame, Frames } from "../frames/frames.ts"
import { RunClock } from "../metrics/run-clock.ts"
import type { Server } from "../operations/server.ts"
import { PLACE_LANE, PLACE_NOW, PLACE_NOWHERE, TIME_SHIFT } from "../queue/event-columns.ts"
import { EventPool, type TimerHandle } from "../queue/event-pool.ts"
import type { EventQueue } from "../queue/event-queue.ts"
import { LadderQueue } from "../queue/ladder-queue.ts"
import { OFF, type Recorder } from "../record/recorder.ts"
import { TIME_MAX_NS } from "../time.ts"
import type { Actor } from "./actor.ts"
import { Digest } from "./digest.ts"
import { dispatchOwn } from "./dispatch-own.ts"
import { Instant } from "./instant.ts"
import { KIND_REPLY, TIMER_KINDS } from "./kinds.ts"
import { type Lane, Lanes } from "./lanes.ts"
import { Meters } from "./meters.ts"
import type { Port } from "./port.ts"
import type { SimulationOptions, StopReason } from "./simulation-options.ts"

/**
 * The kernel: one clock, one order of events, the calls in progress. It knows actors only by their contract.
 * Order is (time, sequence of scheduling); events for the present instant wait in a ring of their own, behind those
 * of the main queue that were scheduled earlier for the same instant.
 */
export class Simulation {
  readonly clock = new RunClock()
  readonly frames = new Frames(this.clock)
  readonly meters = new Meters(this.clock)
  readonly digest = new Digest(this.clock)
  readonly recorder: Recorder
  readonly pool = new EventPool()
  readonly queue: EventQueue
  readonly lanes: Lanes
  readonly instant = new Instant()
  actors: readonly Actor[] = []
  /** By actor: itself where it carries out programs. */
  servers: readonly (Server | null)[] = []
  /** Ports by number; a frame's PORT column holds it. */
  readonly ports: Port[] = []
  /** By port: itself where it makes one attempt a call. */
  readonly directs: (DirectPort | null)[] = []
  /** Set to end the run after the present event, with the reason; a limit that was hit. */
  halted: string | null = null
  readonly liveCallsMax: number
  /** Requests being handed over now, one within the other. */
  handing = 0
  /** Events that came up before an earlier one: always 0 while the queue is right. */
  outOfOrder = 0

  constructor(options: SimulationOptions = {}) {
    this.liveCallsMax = options.liveCallsMax ?? Infinity
    this.recorder = options.recorder ?? OFF
    this.queue = options.queue === undefined ? new LadderQueue(this.pool) : options.queue(this.pool)
    this.lanes = new Lanes(this.pool, this.queue)
  }

  get nowNs(): number {
    return this.clock.nowNs
  }

  /** Fixes the actors; their numbers are their places. */
  seat(actors: readonly Actor[]): void {
    this.actors = actors
    this.servers = actors.map((actor) => actor.server ?? null)
    this.meters.resize(actors.length)
  }

  /** Enters a port and returns its number. */
  enter(port: Port, direct: DirectPort | null = null): number {
    this.directs.push(direct)
    this.ports.push(port)
    return this.ports.length - 1
  }

  /** Sets a timer `delayNs` (a whole number of ns, >= 0) from now. What lies beyond all runs stands at their last instant. */
  after(delayNs: number, actor: number, kind: number, argument: number): TimerHandle {
    assert(delayNs >= 0, "a timer lies in the past")
    const atNs = Math.min(this.clock.nowNs + delayNs, TIME_MAX_NS)
    const { pool } = this
    const slot = pool.take(actor, kind, argument)
    pool.times[slot << TIME_SHIFT] = atNs
    if (delayNs === 0) {
      pool.setPlace(slot, PLACE_NOW)
      this.instant.pushSlot(slot)
    } else this.queue.insert(slot)
    return pool.handle(slot)
  }

  /** Sets a timer of a lane's constant delay. */
  afterLane(lane: Lane, actor: number, kind: number, argument: number): TimerHandle {
    const delayNs = this.lanes.delayNs(lane)
    if (delayNs === 0) return this.after(0, actor, kind, argument)
    const slot = this.pool.allocate(this.nowNs + delayNs, actor, kind, argument)
    this.lanes.append(lane, slot)
    return this.pool.handle(slot)
  }

  /** Takes back a timer. False when it has fired or was cancelled already. */
  cancel(handle: TimerHandle): boolean {
    const slot = this.pool.slotOf(handle)
    if (slot < 0) return false
    const place = this.pool.placeOf(slot)
    if (place === PLACE_NOWHERE) return false
    if (place === PLACE_NOW) {
      // Its place in the ring of the instant stays; the slot is freed when that comes up.
      this.pool.setPlace(slot, PLACE_NOWHERE)
      return true
    }
    if (place === PLACE_LANE) this.lanes.unlink(slot)
    else this.queue.remove(slot)
    this.pool.free(slot)
    return true
  }

  /** Time until a pending timer fires, -1 for one that is not pending. */
  remainingNs(handle: TimerHandle): number {
    const slot = this.pool.slotOf(handle)
    return slot < 0 || this.pool.placeOf(slot) === PLACE_NOWHERE ? -1 : this.pool.timeOf(slot) - this.nowNs
  }

  /** Schedules a message of the kernel's own kinds about a frame, `delayNs` from now. It cannot be cancelled. */
  deliver(delayNs: number, actor: number, kind: number, frame: Frame): void {
    assert(delayNs >= 0 && this.nowNs + delayNs <= TIME_MAX_NS, "a message lies outside the time a run can reach")
    if (delayNs === 0) this.instant.push(actor, kind, frame)
    else this.queue.insert(this.pool.allocate(this.nowNs + delayNs, actor, kind, frame))
  }

  /** The callee of `frame` answers. Called exactly once for every request an actor was given. */
  reply(frame: Frame, outcome: number): void {
    const { ints, doubles } = this.frames
    const at = frame << INT_SHIFT
    if ((ints[at | FLAGS] & CALLEE_DONE) !== 0) this.refuseSecondAnswer()
    const stayedNs = this.clock.nowNs - doubles[(frame << DOUBLE_SHIFT) | ARRIVED]
    this.meters.leave(ints[at | CALLEE], stayedNs | 0, outcome)
    const flags = ints[at | FLAGS] | CALLEE_DONE
    ints[at | FLAGS] = flags
    if ((flags & CALLER_DONE) !== 0) {
      if ((flags & IN_TRANSIT) === 0) this.frames.close(frame)
      return
    }
    ints[at | OUTCOME] = outcome
    this.passAnswer(frame)
  }

  /** Sends the answer noted in `frame` back to its caller. */
  passAnswer(frame: Frame): void {
    const { ints } = this.frames
    const at = frame << INT_SHIFT
    const port = this.ports[ints[at | PORT]]
    if (port.link.ideal !== true) port.link.sendReply(frame)
    else if (this.handing === 0) port.onAnswer(frame)
    else {
      ints[at | FLAGS] |= IN_TRANSIT
      this.instant.push(ints[at | CALLER], KIND_REPLY, frame)
    }
  }

  refuseSecondAnswer(): never {
    throw new InvariantError("a call is answered twice")
  }

  /**
   * Hands a request over an ideal link, within the event that sends it. An answer given before this returns waits in
   * the ring of the instant, so that no caller is answered while it is still sending.
   */
  hand(frame: Frame, callee: number): void {
    this.handing++
    this.arrive(callee, frame)
    this.handing--
  }

  /** The caller's side is through with an attempt it no longer waits for; the callee may still be at work on it. */
  letGo(frame: Frame): void {
    const ints = this.frames.ints
    const at = frame << INT_SHIFT
    const flags = ints[at | FLAGS] | CALLER_DONE
    ints[at | FLAGS] = flags
    if ((flags & CALLEE_DONE) !== 0 && (flags & IN_TRANSIT) === 0) this.frames.close(frame)
  }

  /** A message was lost on the way and nothing will come of the frame any more, unless the caller gives up. */
  vanish(frame: Frame): void {
    const ints = this.frames.ints
    const at = frame << INT_SHIFT
    const flags = ints[at | FLAGS] | CALLEE_DONE
    ints[at | FLAGS] = flags
    if ((flags & CALLER_DONE) !== 0 && (flags & IN_TRANSIT) === 0) this.frames.close(frame)
  }

  addNetwork(frame: Frame, delayNs: number): void {
    this.frames.doubles[(frame << DOUBLE_SHIFT) | NETWORK] += delayNs
  }

  /**
   * Dispatches events up to and including `untilNs`, at most `eventsMax` of them. The clock stands at `untilNs`
   * afterwards unless the reason is "events" or "halted". "idle": nothing is pending at all.
   */
  run(untilNs: number, eventsMax: number = Infinity): StopReason {
    const { pool, queue, clock, instant, lanes, recorder } = this
    let left = eventsMax
    for (;;) {
      const slot = queue.first()
      const atNs = slot < 0 ? Infinity : pool.times[slot << TIME_SHIFT]
      if (atNs !== clock.nowNs) {
        if (instant.waiting > 0) {
          if (left <= 0) return "events"
          if (this.dispatchInstant()) left--
          if (this.halted !== null) return "halted"
          continue
        }
        if (atNs > untilNs) {
          if (untilNs > clock.nowNs && untilNs <= TIME_MAX_NS) clock.advance(untilNs)
          return atNs === Infinity ? "idle" : "until"
        }
        if (atNs < clock.nowNs) this.outOfOrder++
        if (left > 0) clock.advance(atNs)
      }
      if (left <= 0) return "events"
      queue.drop()
      const due = pool.actorOf(slot) < 0 ? lanes.surface(slot) : slot
      if (due < 0) continue
      left--
      const actor = pool.actorOf(due)
      const kind = pool.kindOf(due)
      const argument = pool.argumentOf(due)
      pool.free(due)
      this.digest.add(actor, kind, argument)
      if (recorder.keepsEvents === true) recorder.event(clock.nowNs, actor, kind, argument)
      if (kind >= TIMER_KINDS) this.actors[actor].onTimer(kind, argument)
      else dispatchOwn(this, actor, kind, argument)
      if (this.halted !== null) return "halted"
    }
  }

  private dispatchInstant(): boolean {
    const instant = this.instant
    instant.shift()
    if (instant.kind >= 0) {
      this.dispatch(instant.actor, instant.kind, instant.argument)
      return true
    }
    const slot = instant.argument
    const pool = this.pool
    const live = pool.placeOf(slot) === PLACE_NOW
    const actor = pool.actorOf(slot)
    const kind = pool.kindOf(slot)
    const argument = pool.argumentOf(slot)
    pool.free(slot)
    if (live) this.dispatch(actor, kind, argument)
    return live
  }

  private dispatch(actor: number, kind: number, argument: number): void {
    this.digest.add(actor, kind, argument)
    if (this.recorder.keepsEvents) this.recorder.event(this.nowNs, actor, kind, argument)
    if (kind >= TIMER_KINDS) this.actors[actor].onTimer(kind, argument)
    else dispatchOwn(this, actor, kind, argument)
  }

  /** A request has reached its callee. */
  arrive(actor: number, frame: Frame): void {
    const ints = this.frames.ints
    const at = frame << INT_SHIFT
    ints[at | CALLEE] = actor
    ints[at | FLAGS] = (ints[at | FLAGS] & ~IN_TRANSIT) | AT_CALLEE
    this.frames.doubles[(frame << DOUBLE_SHIFT) | ARRIVED] = this.nowNs
    this.meters.arrive(actor)
    if (this.frames.live > this.liveCallsMax) this.halted = "limit:live-calls"
    this.actors[actor].onRequest(frame)
  }
}
