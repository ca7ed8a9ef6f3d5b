import {
  type Destination,
  DirectPort,
  type Frame,
  KEY,
  type Picker,
  type Plain,
  type Simulation,
  STARTED,
  type TimeLimits,
} from "../../engine/index.ts"
import type { Backends } from "../kit/balancing/backends.ts"
import type { Chooser } from "../kit/balancing/balancer.ts"
import type { PortTarget } from "./target.ts"

/** A balancing strategy as the engine asks it. */
class BalancedPicker implements Picker {
  readonly hears: boolean
  private readonly sim: Simulation
  private readonly backends: Backends
  private readonly chooser: Chooser

  constructor(sim: Simulation, { backends, chooser }: PortTarget) {
    this.sim = sim
    this.backends = backends
    this.chooser = chooser
    this.hears = chooser.hears
  }

  pick(frame: Frame): number {
    return this.chooser.choose(this.sim.nowNs, this.sim.frames.double(frame, KEY), this.backends)
  }

  settled(frame: Frame, index: number, outcome: number): void {
    const { nowNs, frames } = this.sim
    this.chooser.settled(nowNs, index, nowNs - frames.double(frame, STARTED), outcome)
  }

  snapshot(): Plain {
    return { chooser: this.chooser.snapshot(), up: this.backends.up.slice() }
  }

  restore(saved: Plain): void {
    const from = Object(saved)
    this.chooser.restore(from.chooser)
    this.backends.up.set(from.up)
  }
}

/** Where a port's calls go, as the engine sees it. */
export function destination(sim: Simulation, target: PortTarget): Destination {
  const { backends, link, edge } = target
  return { actors: backends.actors, inFlight: backends.inFlight, picker: new BalancedPicker(sim, target), link, edge }
}

/** A port that makes one attempt a call, with time limits or without. */
export function directPort(sim: Simulation, self: number, target: PortTarget, limits: TimeLimits | null): DirectPort {
  return new DirectPort(sim, self, destination(sim, target), limits)
}
