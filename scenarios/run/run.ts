import { type FaultLog, type Plain, part, type StopReason } from "../../engine/index.ts"
import type { ScenarioPlan } from "../plan.ts"
import { type Estate, type EstateOptions, wireEstate } from "./estate.ts"
import type { Metric } from "./metrics.ts"
import { restoreEstate, snapshotEstate } from "./snapshot.ts"

/** Why a run is over before its time. */
export type StoppedBy = "limit:events" | "limit:live-calls" | "interrupted" | "wall-time" | "stalled"

const STOPS: readonly StoppedBy[] = ["limit:events", "limit:live-calls", "interrupted", "wall-time", "stalled"]

/** A scenario in progress. It never waits or looks at a clock: the caller says how far to go. */
export class Run {
  readonly estate: Estate
  readonly seed: string
  /** Set once the run is over before its time. */
  stoppedBy: StoppedBy | null = null
  private measuredFromNs: number
  private warm: boolean
  /** Every event up to the scenario's duration has been dispatched. */
  private ended = false

  constructor(plan: ScenarioPlan, options: EstateOptions = {}) {
    this.estate = wireEstate(plan, options)
    this.seed = options.seed ?? plan.seed
    this.warm = plan.run.warmupNs === 0
    this.measuredFromNs = 0
  }

  get plan(): ScenarioPlan {
    return this.estate.plan
  }

  get nowNs(): number {
    return this.estate.sim.nowNs
  }

  get events(): number {
    return this.estate.sim.digest.events
  }

  /** Events dispatched so far, as 16 hexadecimal digits. */
  get digest(): string {
    return this.estate.sim.digest.toText()
  }

  /** Instant from which measures count: the end of the warm-up once it is over. */
  get measuredFrom(): number {
    return this.measuredFromNs
  }

  get faultLog(): FaultLog {
    return this.estate.faults.log
  }

  get finished(): boolean {
    return this.stoppedBy !== null || this.ended
  }

  /** A measure by name, such as `ledger.wait`, `shop.latency.pay` or `shop -> ledger.limit`; undefined where there is none. */
  metric(name: string): Metric | undefined {
    return this.estate.metrics.get(name)
  }

  /**
   * Goes on to `untilNs` (at most the scenario's duration) or for `eventsMax` events, whichever comes first. The end
   * of the warm-up is a boundary within: measures start anew there, and no event is scheduled for it.
   */
  advance(untilNs: number = Number.POSITIVE_INFINITY, eventsMax: number = Number.POSITIVE_INFINITY): void {
    const { run } = this.plan
    const until = Math.min(untilNs, run.durationNs)
    const first = this.events
    while (!this.finished && this.nowNs <= until) {
      const left = Math.min(eventsMax - (this.events - first), run.eventsMax - this.events)
      const boundary = this.warm ? until : Math.min(until, run.warmupNs)
      const reason = this.estate.sim.run(boundary, left)
      this.noteLimits(reason)
      if (!this.warm && this.nowNs >= run.warmupNs && reason !== "events") this.endWarmup()
      if (reason === "events" || this.stoppedBy !== null) return
      if (boundary === until) {
        this.ended = until === run.durationNs
        return
      }
    }
  }

  /** Ends the run here, for a reason outside it. */
  stop(reason: "interrupted" | "wall-time"): void {
    this.stoppedBy ??= reason
  }

  snapshot(): Plain {
    return {
      estate: snapshotEstate(this.estate),
      warm: this.warm,
      measuredFromNs: this.measuredFromNs,
      stoppedBy: this.stoppedBy,
      ended: this.ended,
    }
  }

  /** Puts a run of the same plan and seed where the snapshot was taken. */
  restore(saved: Plain): void {
    restoreEstate(this.estate, part(saved, "estate"))
    this.warm = part(saved, "warm") === true
    this.measuredFromNs = Number(part(saved, "measuredFromNs"))
    const stoppedBy = part(saved, "stoppedBy")
    this.stoppedBy = STOPS.find((reason) => reason === stoppedBy) ?? null
    this.ended = part(saved, "ended") === true
  }

  private noteLimits(reason: StopReason): void {
    const { sim } = this.estate
    if (reason === "halted") this.stoppedBy = "limit:live-calls"
    else if (reason === "events" && this.events >= this.plan.run.eventsMax) this.stoppedBy = "limit:events"
    else if (reason === "idle" && sim.frames.live > 0) this.stoppedBy = "stalled"
  }

  private endWarmup(): void {
    this.warm = true
    this.measuredFromNs = this.nowNs
    this.estate.sim.clock.reset()
    for (const edge of this.estate.ports.edges.values()) edge.reset()
  }
}
