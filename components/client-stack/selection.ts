import { type Frame, KEY, PARENT, PENDING, type Plain, type Simulation, STARTED } from "../../engine/index.ts"
import { type Backends, TRIED_MAX } from "../kit/balancing/backends.ts"
import type { Chooser } from "../kit/balancing/balancer.ts"
import type { Flows } from "./flows.ts"
import type { PortTarget } from "./target.ts"

/** Which of a target's instances a call goes to. */
export class Selection {
  /** Whether `settled` wants to hear of each call's end. */
  readonly hears: boolean
  /** Whether even an only instance may be found not to be callable. */
  readonly refuses: boolean
  private readonly sim: Simulation
  private readonly backends: Backends
  private readonly chooser: Chooser
  private readonly flows: Flows | null
  private readonly avoidsTried: boolean
  /** There is nothing to choose. */
  private readonly alone: boolean

  constructor(sim: Simulation, target: PortTarget) {
    const { backends, chooser, flows = null, gated = false, avoidsTried = false } = target
    this.sim = sim
    this.backends = backends
    this.chooser = chooser
    this.flows = flows
    this.refuses = gated
    this.avoidsTried = avoidsTried
    this.alone = backends.length === 1 && !chooser.asksAlone
    this.hears = !this.alone && (chooser.hears || this.flows !== null)
  }

  /** Index of the instance, -1 where none can be called. */
  pick(frame: Frame): number {
    const { backends, chooser, flows, sim } = this
    if (this.alone) return backends.isUp(0) ? 0 : -1
    if (this.avoidsTried) return this.pickAnother(frame)
    if (flows === null) return chooser.choose(sim.nowNs, sim.frames.double(frame, KEY), backends)
    const kept = flows.at(frame)
    if (kept >= 0 && chooser.accepts(kept)) return kept
    const index = chooser.choose(sim.nowNs, flows.nextKey(frame), backends)
    flows.pin(frame, index)
    return index
  }

  settled(frame: Frame, index: number, outcome: number): void {
    const { nowNs, frames } = this.sim
    if (this.chooser.hears) this.chooser.settled(nowNs, index, nowNs - frames.double(frame, STARTED), outcome)
    this.flows?.settled(index, outcome)
  }

  snapshot(): Plain {
    return {
      chooser: this.chooser.snapshot(),
      backends: this.backends.snapshot(),
      flows: this.flows?.snapshot() ?? null,
    }
  }

  restore(saved: Plain): void {
    const from = Object(saved)
    this.chooser.restore(from.chooser)
    this.backends.restore(from.backends)
    this.flows?.restore(from.flows)
  }

  /** An instance that no earlier try of the same call went to. The call keeps those in PENDING, a callee's column. */
  private pickAnother(frame: Frame): number {
    const { backends, chooser, sim } = this
    const { frames } = sim
    const call = frames.int(frame, PARENT)
    const tried = frames.attempt(frame) === 0 ? 0 : frames.int(call, PENDING)
    const index = chooser.choose(sim.nowNs, frames.double(frame, KEY), backends, tried)
    frames.setInt(call, PENDING, index >= 0 && index < TRIED_MAX ? tried | (1 << index) : tried)
    return index
  }
}
