import { type Frame, type Simulation, stateFreshness } from "../../engine/index.ts"
import type { FreshnessPlan } from "./routing/contract.ts"

/** What the answers to each operation say of how long they may be kept. */
export class Freshness {
  private readonly sim: Simulation
  /** By operation; undefined where nothing is said. */
  private readonly plans: readonly (FreshnessPlan | undefined)[]

  constructor(sim: Simulation, plans: readonly (FreshnessPlan | undefined)[]) {
    this.sim = sim
    this.plans = plans
  }

  /** Says it on an answer that was made `ageNs` ago: its age counts against its time (RFC 9111 §4.2). */
  state(frame: Frame, ageNs: number): void {
    const { frames } = this.sim
    const plan = this.plans[frames.operation(frame)]
    if (plan === undefined) return
    const { freshNs, staleNs } = plan
    if (freshNs < 0) {
      stateFreshness(frames, frame, freshNs, 0)
      return
    }
    const overNs = Math.max(0, ageNs - freshNs)
    stateFreshness(frames, frame, Math.max(0, freshNs - ageNs), Math.max(0, staleNs - overNs))
  }
}
