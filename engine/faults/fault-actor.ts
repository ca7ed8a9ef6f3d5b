import { assert } from "../assert.ts"
import type { SeedWords } from "../chance/seed.ts"
import { createStream, type Stream } from "../chance/stream.ts"
import type { Actor, Waiting } from "../kernel/actor.ts"
import { TIMER_KINDS } from "../kernel/kinds.ts"
import { part } from "../kernel/part.ts"
import { capture, type Plain, reinstate } from "../kernel/plain.ts"
import type { Simulation } from "../kernel/simulation.ts"
import { TIME_MAX_NS } from "../time.ts"
import type { FaultLog } from "./fault-log.ts"
import { OpenFaults } from "./open-faults.ts"
import type { ConditionalTiming, FaultPlan, FaultTarget } from "./plan.ts"
import { firstNs, fromBeginningNs, fromEndNs, lastsNs } from "./timing.ts"

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

/** A plan, or for a stochastic plan one of its targets, which fails on its own. */
interface Unit {
  readonly plan: number
  readonly targets: readonly number[]
  readonly stream: Stream | null
}

/** Carries out a schedule of faults. It takes no calls. */
export class FaultActor implements Actor {
  private readonly simulation: Simulation
  private readonly actor: number
  private readonly plans: readonly FaultPlan[]
  private readonly probes: readonly (() => number)[]
  private readonly units: readonly Unit[]
  private readonly open: OpenFaults
  /** For each unit its beginnings that still have an end to come, oldest first: all last equally long. */
  private ending: number[][]

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
    for (const [unit, { plan, stream }] of this.units.entries())
      this.later(firstNs(this.plans[plan].timing, stream), BEGIN, unit)
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
    return { ...capture(this, ["ending"]), open: this.open.snapshot(), streams }
  }

  restore(saved: Plain): void {
    reinstate(this, ["ending"], saved)
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

function makeUnits(plans: readonly FaultPlan[], { seed, targets }: FaultWiring): readonly Unit[] {
  const named = new Map<string, number>()
  return plans.flatMap(({ verb, targets: hit, timing }, plan): Unit[] => {
    if (timing.kind !== "stochastic") return [{ plan, targets: hit, stream: null }]
    return hit.map((target) => {
      const { name } = targets[target]
      // Named by verb and target, and counted among its likes: another line in the schedule moves no draw.
      const purpose = `fault:${verb.verb}`
      const likes = named.get(`${name} ${purpose}`) ?? 0
      named.set(`${name} ${purpose}`, likes + 1)
      return { plan, targets: [target], stream: createStream(seed, name, `${purpose}:${likes}`) }
    })
  })
}
