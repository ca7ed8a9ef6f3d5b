import { type Destination, DirectPort, type Simulation, type TimeLimits } from "../../engine/index.ts"
import { Selection } from "./selection.ts"
import type { PortTarget } from "./target.ts"

/** Where a port's calls go, as the engine sees it. */
export function destination(sim: Simulation, target: PortTarget): Destination {
  const { backends, link, edge } = target
  const picker = new Selection(sim, target)
  return { actors: backends.actors, inFlight: backends.inFlight, picker, link, edge }
}

/** A port that makes one attempt a call, with time limits or without. */
export function directPort(sim: Simulation, self: number, target: PortTarget, limits: TimeLimits | null): DirectPort {
  return new DirectPort(sim, self, destination(sim, target), limits)
}
