import { ARRIVED, AT_CALLEE, CALLEE, CALLEE_DONE, FLAGS, INTERNAL } from "../frames/columns.ts"
import type { Simulation } from "./simulation.ts"

/** One thing that has to hold in every run, and did or did not. */
export interface Invariant {
  readonly name: string
  readonly held: boolean
  /** What was found, where it did not hold. */
  readonly found?: string
}

/**
 * Compares what was counted on separate ways: requests in against requests out and those present (conservation), and
 * the integral of requests present over time against the sum of their stays (Little's law as an identity of the path,
 * modulo 2^32 ns).
 */
export function checkInvariants(sim: Simulation): readonly Invariant[] {
  const count = sim.actors.length
  const present = new Float64Array(count)
  const staysNs = new Int32Array(count)
  sim.frames.forEachOpen((frame) => {
    const flags = sim.frames.int(frame, FLAGS)
    if ((flags & (AT_CALLEE | CALLEE_DONE | INTERNAL)) !== AT_CALLEE) return
    const actor = sim.frames.int(frame, CALLEE)
    present[actor]++
    staysNs[actor] += (sim.nowNs - sim.frames.double(frame, ARRIVED)) | 0
  })
  let lost = ""
  let little = ""
  let outcomes = ""
  for (let actor = 0; actor < count; actor++) {
    const { meters } = sim
    const inside = meters.arrivals(actor) - meters.departures(actor)
    if (inside !== present[actor] || inside !== meters.present(actor))
      lost ||= `actor ${actor}: ${inside} should be inside, ${present[actor]} are`
    if (meters.outcomesOf(actor).reduce((sum, n) => sum + n, 0) !== meters.departures(actor))
      outcomes ||= `actor ${actor} answered ${meters.departures(actor)} requests with another number of outcomes`
    const apartNs = (meters.presentNs(actor) - meters.stayedNs(actor) - staysNs[actor]) | 0
    if (apartNs !== 0) little ||= `actor ${actor}: the area and the stays differ by ${apartNs} ns, modulo 2^32`
  }
  return [
    verdict("every request that arrived has left or is present", lost),
    verdict("every request that left has exactly one outcome", outcomes),
    verdict("requests present over time equal the sum of their stays (Little)", little),
    verdict(
      "events are dispatched in order of time",
      sim.outOfOrder === 0 ? "" : `${sim.outOfOrder} events were early`,
    ),
  ]
}

function verdict(name: string, found: string): Invariant {
  return found === "" ? { name, held: true } : { name, held: false, found }
}
