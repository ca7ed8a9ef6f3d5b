import { describe, expect, it } from "vitest"
import { Run } from "../../../scenarios/run/run.ts"
import { edgeOf, expectSame, planOf, traceOf } from "../../scenarios/run/support.ts"
import { arrivalsAt } from "../client-stack/support/arrivals.ts"

/** A balancer with rules of its own before six replicas in two zones, some of which fail for a while. */
function planFor(rules: object, policies: object = {}) {
  return planOf({
    run: { duration: "20s" },
    components: {
      app: { kind: "client" },
      lb: { kind: "load-balancer", to: "api", replicas: 2, zone: ["eu", "us"], ...rules },
      api: { kind: "service", replicas: 6, zone: ["eu", "us"], operations: { get: [{ work: "1ms" }] } },
    },
    load: { app: { open: "poisson 100/s", to: "lb" } },
    links: { "app -> lb": { connections: { ageMax: "3s" } } },
    policies,
    faults: [
      { at: "3s", for: "4s", do: "crash", target: "api[0]" },
      { at: "5s", for: "6s", do: "crash", target: "api[1]" },
      { at: "6s", for: "2s", do: "pause", target: "api[2]" },
    ],
  })
}

function ran(rules: object, policies: object = {}): Run {
  const run = new Run(planFor(rules, policies), { seed: "5" })
  run.advance()
  return run
}

const outcomesOf = (run: Run) => edgeOf(run, "app -> lb").outcomes

describe("rules of a balancer's own", () => {
  it("try the next replica as often as they say, for what they say", () => {
    expect(outcomesOf(ran({})).refused).toBeGreaterThan(50)
    const tried = ran({ nextUpstream: { on: ["refused", "lost"] } })
    expect(outcomesOf(tried).refused).toBeUndefined()
    expect(edgeOf(tried, "lb -> api").retries).toBeGreaterThan(50)
    expect(outcomesOf(ran({ nextUpstream: { on: ["timeout"] } })).refused).toBeGreaterThan(50)
    // two are down at once for 2 s: a second try finds the other one now and then, a third does not
    const refused = (tries: number) =>
      outcomesOf(ran({ strategy: "random", nextUpstream: { tries, on: ["refused", "lost"] } })).refused ?? 0
    expect(refused(2)).toBeGreaterThan(0)
    expect(refused(2)).toBeLessThan(40)
    expect(refused(3)).toBe(0)
  })

  it("try another replica each time, whatever the strategy would say", () => {
    const rules = (strategy: object | string) => ({ strategy, nextUpstream: { tries: 2, on: ["refused", "lost"] } })
    const down = (rest: object) => {
      const plan = planOf({
        run: { duration: "5s" },
        components: {
          app: { kind: "client" },
          lb: { kind: "load-balancer", to: "api", ...rest },
          api: { kind: "service", replicas: 3, weights: [9, 1, 1], operations: { get: [{ work: "1ms" }] } },
        },
        load: { app: { open: "constant 100/s", to: "lb", keys: "uniform n=1000" } },
        faults: [{ at: "1s", for: "1h", do: "crash", target: "api[0]" }],
      })
      const run = new Run(plan)
      run.advance()
      return edgeOf(run, "app -> lb").outcomes.refused ?? 0
    }
    // most turns, the fewest calls in flight, or the key's own place: all would be the dead one again
    for (const strategy of ["weighted-round-robin", "least-connections", "hash", "consistent-hash", "peak-ewma"])
      expect([strategy, down(rules(strategy))]).toEqual([strategy, 0])
    expect(down({ ...rules("least-connections"), panic: "50%", health: { kind: "connect-check", fall: 1000 } })).toBe(0)
    expect(down({ strategy: "least-connections" })).toBeGreaterThan(100)
  })

  it("give way to a retry of the policies", () => {
    const policies = { "lb -> api": { retry: { attemptsMax: 2, backoff: "none", on: ["timeout"] } } }
    expect(edgeOf(ran({ nextUpstream: {} }, policies), "lb -> api").retries).toBe(0)
  })

  it("go before the policies' checks and detectors", () => {
    const policies = { "lb -> api": { health: { kind: "connect-check", interval: "10s", fall: 3 } } }
    const slow = outcomesOf(ran({}, policies)).refused ?? 0
    const quick =
      outcomesOf(ran({ health: { kind: "connect-check", interval: "100ms", fall: 1 } }, policies)).refused ?? 0
    expect(quick).toBeLessThan(slow / 5)
    expect(outcomesOf(ran({ outliers: { kind: "max-fails" } })).refused).toBeLessThan(12)
  })

  it("go on alike from a snapshot, all together", () => {
    const plan = planFor({
      strategy: "least-request",
      layer: "l4",
      health: { kind: "connect-check", interval: "300ms", fall: 2 },
      outliers: { kind: "max-fails", failTimeout: "1s" },
      slowStart: { window: "5s" },
      panic: "40%",
      priorities: { levels: [0, 0, 0, 0, 1, 1] },
      locality: { kind: "weighted", weights: { eu: 2 } },
    })
    for (const cutNs of [4e9, 7.2e9, 12e9]) {
      const whole = new Run(plan)
      whole.advance(cutNs)
      const saved = structuredClone(whole.snapshot())
      whole.advance()
      const again = new Run(plan)
      again.restore(saved)
      again.advance()
      expectSame(traceOf(again), traceOf(whole))
      expect(arrivalsAt(again, "api")).toEqual(arrivalsAt(whole, "api"))
    }
  })
})
