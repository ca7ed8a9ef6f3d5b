import { describe, expect, it } from "vitest"
import { expectDeterministic } from "../../support/checks.ts"
import { mistakesIn, World } from "../../support/world.ts"
import { MS, outcomes, tookMs, worldOf } from "../support.ts"

const cache = { kind: "response-cache" }
const run = (plugin: object, script: Parameters<typeof worldOf>[1], the: object = {}) =>
  new World(worldOf({ plugins: [{ ...cache, ...plugin }], ...the }, script)).start().run()
const tenKeys = (index: number) => index % 10

/** Requests by name to a gateway with a cache, 10 ms apart. */
function ask(names: readonly string[], plugin: object = {}) {
  const { components } = worldOf({ plugins: [{ ...cache, ...plugin }] }, { count: 0, stepNs: 0 })
  const calls = names.map((operation, index) => ({ operation, to: "gw", atNs: index * 10 * MS }))
  return new World({ components, calls }).start().run()
}

describe("response-cache", () => {
  it("answers at once what it has, without the service", () => {
    const world = run({}, { count: 5, stepNs: 10 * MS })
    expect(tookMs(world)).toEqual([1, 0, 0, 0, 0])
    expect(world.arrivals("api")).toEqual([1])
    expect(["cacheHits", "cacheMisses", "cacheBypasses"].map((name) => world.count(`gw.${name}`))).toEqual([4, 1, 0])
  })

  it("keeps each key's response for its time, counted from the answer", () => {
    // Asked for at 0, 0.01 … 0.09 s, and again 1.0x s later: 200 requests of ten keys over 2 s.
    const world = run({ ttl: "1s" }, { count: 200, stepNs: 10 * MS, key: tenKeys })
    expect(world.arrivals("api")).toEqual([20])
  })

  it("does not collapse requests for one response: those of its first millisecond all reach the service", () => {
    expect(run({}, { count: 10, stepNs: 0.3 * MS }).arrivals("api")).toEqual([4])
  })

  it("tells paths apart and passes by what is no GET", () => {
    const world = ask(["GET /a", "GET /b", "GET /a", "POST /a", "POST /a", "HEAD /a", "GET /b"])
    expect(tookMs(world)).toEqual([1, 1, 0, 1, 1, 1, 0])
    expect(world.count("gw.cacheBypasses")).toBe(2)
    expect(tookMs(ask(["HEAD /a", "HEAD /a"], { preset: "aws" }))).toEqual([1, 1])
    expect(tookMs(ask(["POST /a", "POST /a"], { methods: ["POST"] }))).toEqual([1, 0])
  })

  it("makes room by what was used least recently", () => {
    const script = { count: 50, stepNs: 10 * MS, key: tenKeys }
    expect(run({ entriesMax: 9 }, script).arrivals("api")).toEqual([50])
    expect(run({ entriesMax: 10 }, script).arrivals("api")).toEqual([10])
    // Key 0 every other time: it is never the one to go.
    const often = { count: 60, stepNs: 10 * MS, key: (index: number) => (index % 2 === 0 ? 0 : index) }
    expect(run({ entriesMax: 2 }, often).arrivals("api")).toEqual([31])
  })

  it("keeps no failures, and what it has while the service is down", () => {
    const world = new World(
      worldOf({ plugins: [cache] }, { count: 10, stepNs: 10 * MS, key: (index) => Math.floor(index / 5) }),
    )
    world.start().run(25 * MS)
    world.actorOf("api").onFault("crash", true, 0)
    world.run(75 * MS)
    world.actorOf("api").onFault("crash", false, 0)
    // Key 0 is kept; key 1 fails three times, and is then asked for once.
    const before = outcomes(world.run())
    expect(before.ok).toBe(7)
    expect(world.arrivals("api")[0]).toBe(1 + 3 + 1)
  })

  it("is empty after a crash of its replica", () => {
    const world = new World(worldOf({ plugins: [cache] }, { count: 10, stepNs: 10 * MS })).start().run(45 * MS)
    world.actorOf("gw").onFault("crash", true, 0)
    world.actorOf("gw").onFault("crash", false, 0)
    expect(world.run().arrivals("api")).toEqual([2])
  })

  it("stands behind tokens and limits at Kong, however listed", () => {
    const limiting = { kind: "rate-limiting", limits: [{ kind: "fixed-window", limit: 20, window: "1m" }] }
    const plugins = [cache, limiting, { kind: "jwt", invalid: "20%" }]
    const script = { count: 100, stepNs: 10 * MS }
    const kong = new World(worldOf({ order: "kong", plugins }, script)).start().run()
    // Hits count for the limit.
    expect(outcomes(kong).ok).toBe(20)
    const listed = new World(worldOf({ plugins }, script)).start().run()
    expect(outcomes(listed).ok).toBeGreaterThan(90)
  })

  it("leaves the order and the answers of others as they were", () => {
    const script = { count: 100, stepNs: 0.3 * MS }
    const the = { overhead: "exponential 300us", concurrency: 2, cpu: { cores: 1 } }
    const bypassing = run({ methods: ["POST"] }, script, the)
    expect(bypassing.driver.answers).toEqual(new World(worldOf(the, script)).start().run().driver.answers)
  })

  it.each([0.9, 33.3, 90.4])("can be run twice, cut at %d ms and put together", (cutMs) => {
    const plugins = [
      { ...cache, ttl: "15ms", entriesMax: 6 },
      { kind: "oidc", introspect: "identity", ttl: "20ms" },
    ]
    const the = { plugins, replicas: 2, concurrency: 4, overhead: "exponential 800us" }
    const world = expectDeterministic(worldOf(the, { count: 300, stepNs: 0.33 * MS, key: tenKeys }), cutMs * MS)
    expect(world.count("gw.cacheHits")).toBeGreaterThan(20)
    expect(world.count("gw.cacheHits") + world.count("gw.cacheMisses")).toBe(300)
  })
})

it.each([
  [{ ttl: 300 }, "plugins.0.ttl: expected a duration"],
  [{ ttl: "48h" }, "plugins.0.ttl"],
  [{ entriesMax: 0 }, "plugins.0.entriesMax"],
  [{ methods: [] }, "plugins.0.methods"],
  [{ methods: ["DELETE"] }, "plugins.0.methods.0"],
  [{ lock: true }, 'unknown parameter "lock" of response-cache'],
])("refuses %j", (plugin, message) => {
  const text = { kind: "gateway", routes: [{ prefix: "/", to: "api" }], plugins: [{ ...cache, ...plugin }] }
  expect(mistakesIn(text).join("\n")).toContain(message)
})
