import { describe, expect, it } from "vitest"
import { expectDeterministic } from "../support/checks.ts"
import { mistakesIn, World, type WorldOptions } from "../support/world.ts"

const everyMs = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    atNs: index * 1e6,
    to: "lb",
    operation: index % 2 === 0 ? "charge" : "quote",
  }))

function worldOf(balancer: object, service: object = {}, count = 40): WorldOptions {
  const operations = { charge: [{ work: "exponential 5ms" }], quote: [{ work: "1ms" }] }
  return {
    components: {
      lb: { kind: "load-balancer", to: "pay", ...balancer },
      pay: { kind: "service", replicas: 4, operations, ...service },
    },
    calls: everyMs(count),
  }
}

describe("load balancer", () => {
  it("passes on each request as it is, and the answer back", () => {
    const world = new World(worldOf({}, { operations: { charge: [{ work: "5ms" }], quote: [{ fail: "rejected" }] } }))
    const { answers } = world.start().run().driver
    expect(answers).toHaveLength(40)
    for (const { call, outcome, startedNs, atNs } of answers) {
      expect(outcome).toBe(call % 2 === 0 ? "ok" : "rejected")
      expect(atNs - startedNs).toBe(call % 2 === 0 ? 5e6 : 0)
    }
  })

  it("spreads by its own strategy, not by the caller's", () => {
    expect(new World(worldOf({})).start().run().arrivals("pay")).toEqual([10, 10, 10, 10])
    const random = new World(worldOf({ strategy: "random" })).start().run().arrivals("pay")
    expect(random).not.toEqual([10, 10, 10, 10])
    expect(random.reduce((sum, count) => sum + count)).toBe(40)
  })

  it("keeps away from a slow replica when it counts calls in flight", () => {
    const slow = { speeds: [0.01, 1, 1, 1], operations: { charge: [{ work: "2ms" }], quote: [{ work: "2ms" }] } }
    // One call every ms of 2 ms on three replicas, and 200 ms on the slow one: it is given one, and is then never idle.
    const [slowest = 0, ...others] = new World(worldOf({ strategy: "least-connections" }, slow))
      .start()
      .run()
      .arrivals("pay")
    expect(slowest).toBe(1)
    expect(others).toEqual([13, 13, 13])
  })

  it("works on each request first, within its slots", () => {
    const options = worldOf(
      { overhead: "3ms", concurrency: 1 },
      { operations: { charge: [{ work: "2ms" }], quote: [{ work: "2ms" }] } },
      3,
    )
    const { answers } = new World(options).start().run().driver
    // A slot is held for 3 ms of its own and 2 ms of the callee's: requests at 0, 1, 2 ms end at 5, 10, 15 ms.
    expect(answers.map(({ atNs }) => atNs)).toEqual([5e6, 10e6, 15e6])
  })

  it("gives up its requests when it crashes", () => {
    const world = new World(worldOf({})).start().run(0)
    world.actorOf("lb").onFault("crash", true, 0)
    const { answers } = world.run().driver
    expect(answers.map(({ outcome }) => outcome)).toEqual(["lost", ...Array.from({ length: 39 }, () => "refused")])
    expect(world.sim.frames.live).toBe(0)
  })

  it("can be run twice, cut and put together", () => {
    for (const strategy of ["random", "least-connections", "power-of-choices", "round-robin"])
      expectDeterministic(worldOf({ strategy, overhead: "exponential 1ms", replicas: 2 }), 20.5e6)
  })

  it.each([
    [{ kind: "load-balancer" }, 'missing key "to"'],
    [{ kind: "load-balancer", to: "pay.charge" }, "to: expected the name of a component"],
    [{ kind: "load-balancer", to: "pay", strategy: "least-conections" }, "strategy: there is no balancing strategy"],
    [{ kind: "load-balancer", to: "pay", overhead: 3 }, "overhead: "],
    [{ kind: "load-balancer", to: "pay", weights: [1] }, "weights"],
  ])("refuses %j", (text, message) => {
    expect(mistakesIn(text).join("\n")).toContain(message)
  })
})
