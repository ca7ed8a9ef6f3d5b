import { describe, expect, it } from "vitest"
import { runOf, spansOf } from "../../../scenarios/run/support.ts"
import { expectDeterministic } from "../../support/checks.ts"
import { World } from "../../support/world.ts"
import { MS, outcomes, tookMs, worldOf } from "../support.ts"

const KIB = 1024
const transformer = { kind: "response-transformer", cost: "100us", costPerKiB: "10us" }

function ask(bytes: readonly number[], the: object, stepNs = 10 * MS) {
  const { components } = worldOf({ plugins: [transformer], ...the }, { count: 0, stepNs: 0 })
  const calls = bytes.map((size, index) => ({ operation: "read", to: "gw", atNs: index * stepNs, bytes: size }))
  return { components, calls }
}
const run = (...the: Parameters<typeof ask>) => new World(ask(...the)).start().run()

/** The largest part of a time in ms is the way over 1 MB/s: 1 us for each byte. */
function overNetwork(plugins: readonly object[], more: object = {}) {
  const links = {
    "shop -> gw": { bandwidth: "1MB/s" },
    "gw -> api": { bandwidth: "1MB/s", replyBytes: "8kB" },
  }
  const recorded = runOf({
    components: {
      shop: { kind: "client" },
      gw: { kind: "gateway", routes: [{ prefix: "/", to: "api" }], plugins },
      api: { kind: "service", operations: { read: [{ work: "1ms" }] } },
    },
    load: { shop: { open: "constant 10/s", to: "gw", bytes: "2kB", stopAt: "150ms" } },
    links,
    ...more,
  })
  return spansOf(recorded).map(({ to, tookMs: took }) => [to, Math.round(took * 1000) / 1000])
}

describe("response-transformer", () => {
  it("works on what comes back, after the service", () => {
    const world = run([0, KIB, 100 * KIB], {})
    expect(tookMs(world)).toEqual([1.1, 1.11, 2.1])
    // The time is the gateway's own.
    expect(world.latencies("gw.service").sumNs).toBe((0.1 + 0.11 + 1.1) * MS)
  })

  it("gives the client the new size over its link, of what the service's link says", () => {
    // 2 ms to the gateway, 2 on, 1 of work, 8 back, 8 or 0.8 on to the client.
    const free = { ...transformer, cost: "0us", costPerKiB: "0us" }
    expect(overNetwork([free])).toEqual([
      ["gw", 21],
      ["api", 11],
    ])
    expect(overNetwork([{ ...free, factor: 0.1 }])).toEqual([
      ["gw", 13.8],
      ["api", 11],
    ])
  })

  it("changes nothing where there is none: answers to the client are as large as its requests", () => {
    expect(overNetwork([])).toEqual([
      ["gw", 15],
      ["api", 11],
    ])
  })

  it("knows the size of what a retry brought", () => {
    const retries = { policies: { "gw -> api": { timeout: "1s", retry: { attemptsMax: 2 } } } }
    const free = { ...transformer, cost: "0us", costPerKiB: "0us" }
    expect(overNetwork([free], retries).find(([to]) => to === "gw")).toEqual(["gw", 21])
  })

  it("leaves failures alone", () => {
    const world = new World(ask([100 * KIB, 100 * KIB], {})).start().run(0.5 * MS)
    world.actorOf("api").onFault("crash", true, 0)
    world.run()
    expect(outcomes(world)).toEqual({ lost: 1, refused: 1 })
    expect(world.latencies("gw.service").sumNs).toBe(0)
  })

  it("goes the other way round from requests, but at Kong", () => {
    const first = { ...transformer, factor: 0.1, cost: "0us" }
    const second = { ...transformer, cost: "0us" }
    const plugins = [first, second]
    // 100 KiB for the first; 10 for the second where it comes after, else 100.
    expect(tookMs(run([100 * KIB], { plugins, order: "kong" }))).toEqual([2.1])
    expect(tookMs(run([100 * KIB], { plugins }))).toEqual([3])
  })

  it("holds the request's slot and the processor", () => {
    const cpu = { cores: 1, discipline: "fifo" }
    expect(tookMs(run([100 * KIB, 100 * KIB], { cpu }, 0))).toEqual([2.1, 3.2])
    expect(tookMs(run([100 * KIB, 100 * KIB], { concurrency: 1 }, 0))).toEqual([2.1, 4.2])
  })

  it("can be run twice, cut and put together", () => {
    const bytes = Array.from({ length: 60 }, (_, index) => (index % 7) * 20 * KIB)
    const the = { cpu: { cores: 2 }, concurrency: 3, replicas: 2, overhead: "exponential 300us" }
    expectDeterministic(ask(bytes, the, 0.3 * MS), 9 * MS)
  })
})
