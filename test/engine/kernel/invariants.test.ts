import { describe, expect, it } from "vitest"
import { checkInvariants } from "../../../engine/kernel/invariants.ts"
import type { Simulation } from "../../../engine/kernel/simulation.ts"
import { ECHO, runEstate, startEstate } from "../support/estate.ts"

const broken = (simulation: Simulation) => checkInvariants(simulation).filter(({ held }) => !held)

/** A sum of nanoseconds as meters keep it: modulo 2^32. */
const wrapped = (ns: bigint) => Number(BigInt.asIntN(32, ns))

describe("invariants", () => {
  it("hold at every instant of a run", () => {
    const estate = startEstate({ calls: 50, everyNs: 3e5, serviceNs: 1e6, link: { loss: 0.1 }, timeoutNs: 5e6 })
    for (let atNs = 0; atNs < 30e6; atNs += 7e5) {
      estate.simulation.run(atNs)
      expect(broken(estate.simulation)).toEqual([])
    }
    expect(estate.client.records).toHaveLength(50)
  })

  // 5000 requests present for 58 days: 2.5e19 ns, each stay longer than one word holds.
  it("sums of times are right modulo 2^32, however long", () => {
    const calls = 5000
    const serviceNs = 5e15
    const early = runEstate({ calls, everyNs: 0, serviceNs }, 4e15).simulation
    expect(broken(early)).toEqual([])
    expect(early.meters.presentNs(ECHO)).toBe(wrapped(BigInt(calls) * 4n * 10n ** 15n))
    const late = runEstate({ calls, everyNs: 0, serviceNs }, 6e15).simulation
    expect(broken(late)).toEqual([])
    const total = wrapped(BigInt(calls) * BigInt(serviceNs))
    expect([late.meters.presentNs(ECHO), late.meters.stayedNs(ECHO)]).toEqual([total, total])
  })

  it.each([
    ["an arrival too many", (sim: Simulation) => sim.meters.arrive(ECHO), "every request that arrived"],
    ["a stay one short", (sim: Simulation) => [sim.meters.arrive(ECHO), sim.meters.leave(ECHO, 1, 0)], "(Little)"],
    ["an event too early", (sim: Simulation) => sim.outOfOrder++, "order of time"],
  ])("%s is found", (_, spoil, name) => {
    const { simulation } = runEstate({ calls: 10, serviceNs: 1e6 })
    expect(broken(simulation)).toEqual([])
    spoil(simulation)
    const found = broken(simulation)
    expect(found).toHaveLength(1)
    expect(found[0]?.name).toContain(name)
    expect(found[0]?.found).not.toBe("")
  })
})
