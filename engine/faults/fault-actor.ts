import { assert } from "../assert.ts"
import type { SeedWords } from "../chance/seed.ts"
import type { Actor, Waiting } from "../kernel/actor.ts"
import { TIMER_KINDS } from "../kernel/kinds.ts"
import { part } from "../kernel/part.ts"
import { capture, type Plain, reinstate } from "../kernel/plain.ts"
import type { Simulation } from "../kernel/simulation.ts"
import { NO_TIMER } from "../queue/event-columns.ts"
import type { TimerHandle } from "../queue/event-pool.ts"
import { TIME_MAX_NS } from "../time.ts"
import type { FaultLog } from "./fault-log.ts"
import { type FaultUnit, makeUnits } from "./fault-units.ts"
import { OpenFaults } from "./open-faults.ts"
import type { ConditionalTiming, FaultPlan, FaultTarget } from "./plan.ts"
import { firstNs, fromBeginningNs, fromEndNs, lastsNs } from "./timing.ts"

/**
 * Numbers of order kept free for the first events of a schedule, so that another schedule shifts the number of no other
 * event, and a run can go on with it from where it does not matter yet (chosen: lines of a schedule).
 */
const FIRSTS_MAX = 65_536

/** Events of a fault unit; the argument is its number. */
const BEGIN = TIMER_KINDS
const END = TIMER_KINDS + 1

/** What a schedule refers to by number. */
export interface FaultWiring {
  readonly seed: SeedWords
  readonly targets: readonly FaultTarget[]
  /** Readings that conditional faults look at. */
  readonly probes: readonly (() => number)[]
}

/** Carries out a schedule of faults. It takes no calls. */
export class FaultActor implements Actor {
  private readonly simulation: Simulation
  private readonly actor: number
  readonly plans: readonly FaultPlan[]
  readonly units: readonly FaultUnit[]
  private readonly probes: readonly (() => number)[]
  private readonly open: OpenFaults
  /** For each unit its beginnings that still have an end to come, oldest first: all last equally long. */
  private ending: number[][]
  /** For each unit when it begins or is looked at first, and the timer for that; beyond what a run can reach there is none. */
  private firstsNs: number[] = []
  private firsts: TimerHandle[] = []
  /** Number of order of the first unit's first event. */
  private firstNumber = 0

  constructor(simulation: Simulation, actor: number, plans: readonly FaultPlan[], wiring: FaultWiring) {
    this.simulation = simulation
    this.actor = actor
    this.plans = plans
    this.probes = wiring.probes
    this.units = makeUnits(plans, wiring)
    this.open = new OpenFaults(simulation, plans, wiring.targets)
    this.ending = this.units.map(() => [])
  }

  /** Faults on now, one for each beginning and target. */
  get activeCount(): number {
    return this.open.count
  }

  /** When each fault began and ended. */
  get log(): FaultLog {
    return this.open.log
  }

  /** Schedules the first event of each plan. Called once, at the start of a run. */
  start(): void {
    const { pool } = this.simulation
    this.firstsNs = this.units.map(({ plan, stream }) => firstNs(this.plans[plan].timing, stream))
    this.firstNumber = pool.numberFrom(0)
    this.units.forEach((_, unit) => {
      this.firsts.push(this.scheduleFirst(unit))
    })
    pool.numberFrom(this.firstNumber + Math.max(FIRSTS_MAX, this.units.length))
  }

  /** When a unit first begins or is looked at, in ns from the start; Infinity for a unit there is not. */
  firstNsOf(unit: number): number {
    return this.firstsNs[unit] ?? Infinity
  }

  /**
   * The snapshot of another schedule on the same estate, for this one to be restored from before anything has happened to
   * the units in which they differ: what it knows of the others, and of those what they were at the start.
   */
  adopted(saved: Plain, isCommon: (unit: number) => boolean): Plain {
    const [ending, streams, firsts] = ["ending", "streams", "firsts"].map((name) => listOf(saved, name))
    const own = this.snapshot()
    const [ownStreams] = [listOf(own, "streams")]
    const merge = (theirs: readonly Plain[], mine: readonly Plain[]) =>
      mine.map((one, unit) => (isCommon(unit) ? theirs[unit] : one))
    return {
      ending: merge(ending, listOf(own, "ending")),
      streams: merge(streams, ownStreams),
      firsts,
      open: part(saved, "open"),
    }
  }

  /** After that: takes back the first events of the other schedule's units that are not these, and schedules the own. */
  rearm(units: readonly number[]): void {
    const { pool } = this.simulation
    for (const unit of units) if (unit < this.firsts.length) this.simulation.cancel(this.firsts[unit])
    const next = pool.numberFrom(0)
    for (const unit of units) if (unit < this.units.length) this.firsts[unit] = this.scheduleFirst(unit)
    pool.numberFrom(next)
    this.firsts.length = this.units.length
  }

  onTimer(kind: number, unit: number): void {
    if (kind === END) this.end(unit)
    else this.begin(unit)
  }

  onRequest(): void {
    assert(false, "a schedule of faults was called")
  }

  onReply(): void {
    assert(false, "a schedule of faults makes no calls")
  }

  onCancel(): void {
    assert(false, "a schedule of faults was called")
  }

  onFault(): void {
    assert(false, "a schedule of faults is no target of one")
  }

  snapshot(): Plain {
    const streams = this.units.map(({ stream }) => (stream === null ? null : { ...stream.snapshot() }))
    return { ...capture(this, ["ending", "firsts"]), open: this.open.snapshot(), streams }
  }

  restore(saved: Plain): void {
    reinstate(this, ["ending", "firsts"], saved)
    this.open.restore(part(saved, "open"))
    const streams = part(saved, "streams")
    assert(Array.isArray(streams), "a snapshot lacks the streams of its faults")
    for (const [unit, { stream }] of this.units.entries()) stream?.restore(streams[unit])
  }

  waiting(): readonly Waiting[] {
    return []
  }

  private begin(unit: number): void {
    const { plan, targets, stream } = this.units[unit]
    const { timing, begins, verb } = this.plans[plan]
    if (timing.kind === "conditional" && !this.holds(timing)) {
      this.later(timing.checkEveryNs, BEGIN, unit)
      return
    }
    this.later(fromBeginningNs(timing), BEGIN, unit)
    if (!begins) {
      this.open.endAll(verb, targets)
      return
    }
    const episode = this.open.begin(plan, targets)
    const forNs = lastsNs(timing, stream)
    if (!this.later(forNs, END, unit)) return
    this.ending[unit].push(episode)
  }

  private end(unit: number): void {
    const { plan, stream } = this.units[unit]
    const episode = this.ending[unit].shift()
    assert(episode !== undefined, "a fault ends that never began")
    this.open.end(episode)
    this.later(fromEndNs(this.plans[plan].timing, stream), BEGIN, unit)
  }

  private scheduleFirst(unit: number): TimerHandle {
    const delayNs = this.firstsNs[unit] - this.simulation.nowNs
    this.simulation.pool.numberFrom(this.firstNumber + unit)
    if (this.simulation.nowNs + delayNs > TIME_MAX_NS) return NO_TIMER
    return this.simulation.after(delayNs, this.actor, BEGIN, unit)
  }

  /** False when it lies beyond what a run can reach. */
  private later(delayNs: number, kind: number, unit: number): boolean {
    if (this.simulation.nowNs + delayNs > TIME_MAX_NS) return false
    this.simulation.after(delayNs, this.actor, kind, unit)
    return true
  }

  private holds({ probe, holdsWhen, threshold }: ConditionalTiming): boolean {
    const reading = this.probes[probe]()
    return holdsWhen === "above" ? reading > threshold : reading < threshold
  }
}

/** A part of a snapshot that is a list. */
function listOf(saved: Plain, name: string): readonly Plain[] {
  const list = part(saved, name)
  assert(Array.isArray(list), `a snapshot lacks the ${name} of its faults`)
  return list
}
