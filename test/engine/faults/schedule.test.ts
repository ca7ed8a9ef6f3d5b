import { describe, expect, it } from "vitest"
import { constant } from "../../../engine/distributions/index.ts"
import type { FaultPlan, FaultTiming } from "../../../engine/faults/plan.ts"
import type { FaultVerb } from "../../../engine/faults/verb.ts"
import { crash } from "../../../engine/faults/verbs/crash.ts"
import { delay } from "../../../engine/faults/verbs/delay.ts"
import { slow } from "../../../engine/faults/verbs/slow.ts"
import { throttle } from "../../../engine/faults/verbs/throttle.ts"
import {
  buildEstate,
  END_NS,
  type EstateOptions,
  restoreEstate,
  runEstate,
  saveEstate,
  startEstate,
  TARGET_ECHO,
  TARGET_LINK,
  traceOf,
} from "../support/estate.ts"

const MS = 1e6

function plan(verb: FaultVerb, timing: FaultTiming, amount = 0): FaultPlan {
  return { verb, begins: true, targets: [verb.target === "link" ? TARGET_LINK : TARGET_ECHO], amount, timing }
}

function timed(atMs: number, forMs: number): FaultTiming {
  return { kind: "timed", atNs: atMs * MS, forNs: forMs * MS }
}

/** "at verb on/off amount" for each thing the echo was told, times in ms. */
function told(options: EstateOptions, untilNs?: number): string[] {
  const { echo } = runEstate({ calls: 0, ...options }, untilNs)
  return echo.faults.map(({ atNs, verb, on, amount }) => `${atNs / MS} ${verb} ${on ? `on ${amount}` : "off"}`)
}

describe("a timed fault", () => {
  it("begins, lasts and is logged", () => {
    const { faults, echo } = runEstate({ calls: 0, faults: [plan(slow, timed(10, 5), 2)] })
    expect(echo.faults).toEqual([
      { atNs: 10 * MS, verb: "slow", on: true, amount: 2 },
      { atNs: 15 * MS, verb: "slow", on: false, amount: 0 },
    ])
    expect(faults.log.entries).toEqual([
      { verb: "slow", target: TARGET_ECHO, amount: 2, beganNs: 10 * MS, endedNs: 15 * MS },
    ])
    expect(faults.log).toMatchObject({ begun: 1, ended: 1, lastBeganNs: 10 * MS, lastEndedNs: 15 * MS })
  })

  it("goes on for good where it has no end", () => {
    const { faults, simulation } = runEstate({ calls: 0, faults: [plan(crash, timed(10, Infinity))] })
    expect(faults.activeCount).toBe(1)
    expect(faults.log.entries[0]?.endedNs).toBe(-1)
    expect(simulation.pool.live).toBe(0)
  })

  it("hits several targets at once", () => {
    const both: FaultPlan = { ...plan(delay, timed(1, 1), 7), targets: [TARGET_LINK, TARGET_LINK] }
    const { faults } = runEstate({ calls: 0, faults: [both] }, 1.5 * MS)
    expect(faults.activeCount).toBe(2)
    expect(faults.log.entries.map(({ target }) => target)).toEqual([TARGET_LINK, TARGET_LINK])
  })
})

describe("overlapping faults of one verb", () => {
  it("end when the last one ends", () => {
    const faults = [plan(crash, timed(10, 10)), plan(crash, timed(15, 10)), plan(crash, timed(16, 1))]
    expect(told({ faults })).toEqual(["10 crash on 0", "25 crash off"])
  })

  it("apply the highest factor, and say so when it changes", () => {
    const faults = [plan(slow, timed(10, 20), 2), plan(slow, timed(12, 5), 4), plan(slow, timed(13, 30), 3)]
    expect(told({ faults })).toEqual(["10 slow on 2", "12 slow on 4", "17 slow on 3", "43 slow off"])
  })

  it("apply the lowest rate", () => {
    const { link, faults, simulation } = startEstate({
      calls: 1,
      everyNs: 0,
      bytes: 1000,
      faults: [plan(throttle, timed(0, 10), 1e6), plan(throttle, timed(0, 20), 2e6)],
    })
    simulation.run(5 * MS)
    expect(faults.activeCount).toBe(2)
    expect(link.requests.transmitter.enqueue(1000, simulation.nowNs)).toBe(MS)
    simulation.run(15 * MS)
    expect(link.requests.transmitter.enqueue(1000, simulation.nowNs)).toBe(MS / 2)
  })

  it("leave other verbs and other targets alone", () => {
    const faults = [plan(crash, timed(10, 10)), plan(slow, timed(12, 2), 5), plan(delay, timed(13, 4), 1)]
    expect(told({ faults })).toEqual(["10 crash on 0", "12 slow on 5", "14 slow off", "20 crash off"])
  })
})

describe("the opposite as a plan of its own", () => {
  it("ends whatever is on of the verb, and a later end of that finds nothing to do", () => {
    const restart: FaultPlan = { ...plan(crash, timed(30, 0)), begins: false }
    const faults = [plan(crash, timed(10, Infinity)), plan(crash, timed(20, 100)), plan(crash, timed(40, 5)), restart]
    expect(told({ faults })).toEqual(["10 crash on 0", "30 crash off", "40 crash on 0", "45 crash off"])
  })
})

describe("a repeated fault", () => {
  it("comes every so often", () => {
    const timing: FaultTiming = { kind: "repeated", atNs: 5 * MS, everyNs: 10 * MS, forNs: 2 * MS }
    expect(told({ faults: [plan(crash, timing)] }, 30 * MS)).toEqual([
      "5 crash on 0",
      "7 crash off",
      "15 crash on 0",
      "17 crash off",
      "25 crash on 0",
      "27 crash off",
    ])
  })

  it("is on throughout where it lasts longer than its period", () => {
    const timing: FaultTiming = { kind: "repeated", atNs: 5 * MS, everyNs: 10 * MS, forNs: 15 * MS }
    const { faults, echo } = runEstate({ calls: 0, faults: [plan(crash, timing)] }, 102 * MS)
    expect(echo.faults.length).toBe(1)
    expect(faults.log.begun).toBe(10)
    // of those of 5, 15, … 95 ms the ones until 85 ms have ended
    expect(faults.log.ended).toBe(9)
  })
})

describe("a stochastic fault", () => {
  const timing: FaultTiming = { kind: "stochastic", fromNs: 0, mtbfNs: 90 * MS, mttrNs: 10 * MS }

  it("alternates exponential times up and down", () => {
    const { faults, echo } = runEstate({ calls: 0, faults: [plan(crash, timing)] }, 400_000 * MS)
    const ended = faults.log.entries.filter(({ endedNs }) => endedNs >= 0)
    const count = ended.length
    // one cycle takes 100 ms: variance 90² + 10² ms², so the count of 4000 expected varies by sqrt(4000 * 0.82)
    expect(Math.abs(count - 4000)).toBeLessThan(5 * Math.sqrt(4000 * 0.82))
    const down = ended.map(({ beganNs, endedNs }) => endedNs - beganNs)
    const mean = down.reduce((sum, ns) => sum + ns, 0) / count
    expect(Math.abs(mean - 10 * MS)).toBeLessThan((5 * 10 * MS) / Math.sqrt(count))
    const longerThanMean = down.filter((ns) => ns > 10 * MS).length / count
    expect(Math.abs(longerThanMean - 0.3679)).toBeLessThan(5 * Math.sqrt(0.2326 / count))
    expect(echo.faults.length).toBe(faults.log.begun + faults.log.ended)
  })

  it("is each target's own, and nothing else in the schedule moves it", () => {
    const alone = told({ faults: [plan(crash, timing)] }, 2000 * MS)
    const others = [plan(slow, timing, 2), { ...plan(crash, timing), targets: [TARGET_LINK] }, plan(delay, timing, 5)]
    const among = [...others.filter(({ verb }) => verb !== crash), plan(crash, timing)]
    expect(told({ faults: among }, 2000 * MS).filter((line) => line.includes("crash"))).toEqual(alone)
    const delays = runEstate({ calls: 0, faults: among }, 2000 * MS).faults.log.entries.filter(
      ({ verb }) => verb === "delay",
    )
    expect(delays.map(({ beganNs }) => `${beganNs / MS} crash on 0`)).not.toEqual(
      alone.filter((line) => line.includes("on")),
    )
    // a second fault of the same kind on the same target is another one
    expect(told({ faults: [plan(crash, timing), plan(crash, timing)] }, 2000 * MS).length).toBeGreaterThan(alone.length)
    expect(told({ seed: "43", faults: [plan(crash, timing)] }, 2000 * MS)).not.toEqual(alone)
  })
})

describe("a conditional fault", () => {
  function conditional(cooldownMs: number, holdsWhen: "above" | "below" = "above"): FaultTiming {
    return {
      kind: "conditional",
      probe: 0,
      holdsWhen,
      threshold: 20,
      checkEveryNs: 10 * MS,
      forNs: 5 * MS,
      cooldownNs: cooldownMs * MS,
    }
  }

  /** The probe counts arrivals, one a millisecond: 21 of them at 20 ms. */
  function run(timing: FaultTiming) {
    const probes: EstateOptions["probes"] = ({ echo }) => [() => echo.arrivals.length]
    return told({ calls: 60, faults: [plan(slow, timing, 2)], probes }, 100 * MS)
  }

  it("waits for its condition and comes once where it has no cooldown", () => {
    // looked at from 10 ms on; at 20 ms the check comes before the 21st arrival, which was scheduled later
    expect(run(conditional(Infinity))).toEqual(["30 slow on 2", "35 slow off"])
  })

  it("comes again after its cooldown while the condition holds", () => {
    expect(run(conditional(20))).toEqual([
      "30 slow on 2",
      "35 slow off",
      "55 slow on 2",
      "60 slow off",
      "80 slow on 2",
      "85 slow off",
    ])
  })

  it("can wait for a reading below", () => {
    expect(run(conditional(Infinity, "below"))).toEqual(["10 slow on 2", "15 slow off"])
  })
})

describe("the log", () => {
  it("keeps 10000 faults and counts the rest", () => {
    const timing: FaultTiming = { kind: "repeated", atNs: 0, everyNs: 10, forNs: 5 }
    const { faults } = runEstate({ calls: 0, faults: [plan(crash, timing)] }, 10 * 10_500 - 1)
    expect(faults.log.entries.length).toBe(10_000)
    expect(faults.log).toMatchObject({ begun: 10_500, ended: 10_500, lastBeganNs: 104_990, lastEndedNs: 104_995 })
  })
})

describe("a schedule", () => {
  const options: EstateOptions = {
    calls: 300,
    timeoutNs: 15 * MS,
    serviceNs: 2 * MS,
    link: { latency: constant({ value: MS }) },
    probes: ({ client }) => [() => client.count("timeout")],
    faults: [
      plan(crash, { kind: "stochastic", fromNs: 20 * MS, mtbfNs: 40 * MS, mttrNs: 20 * MS }),
      plan(slow, { kind: "repeated", atNs: 10 * MS, everyNs: 50 * MS, forNs: 70 * MS }, 4),
      plan(delay, timed(100, 60), 9 * MS),
      plan(
        slow,
        {
          kind: "conditional",
          probe: 0,
          holdsWhen: "above",
          threshold: 10,
          checkEveryNs: 5 * MS,
          forNs: 30 * MS,
          cooldownNs: 9 * MS,
        },
        8,
      ),
    ],
  }
  const untilNs = 500 * MS

  it("is restored from a snapshot with what is on, what is to come and its luck", () => {
    const whole = traceOf(runEstate(options, untilNs))
    expect(whole.faults.length).toBeGreaterThan(15)
    for (const atMs of [0, 25, 121, 333]) {
      const original = startEstate(options)
      original.simulation.run(atMs * MS)
      const restored = buildEstate(options)
      restoreEstate(restored, saveEstate(original))
      restored.simulation.run(untilNs)
      expect(traceOf(restored), `restored at ${atMs} ms`).toEqual(whole)
    }
  })

  it("takes no calls", () => {
    const { faults } = runEstate(options, END_NS / 1e6)
    for (const call of ["onRequest", "onReply", "onCancel", "onFault"] as const) expect(() => faults[call]()).toThrow()
    expect(faults.waiting()).toEqual([])
  })
})
