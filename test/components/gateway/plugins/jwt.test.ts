import { describe, expect, it } from "vitest"
import { expectDeterministic } from "../../support/checks.ts"
import { mistakesIn, World } from "../../support/world.ts"
import { MS, outcomes, tookMs, worldOf } from "../support.ts"

const run = (plugin: object, count: number, stepNs: number, the: object = {}) =>
  new World(worldOf({ plugins: [{ kind: "jwt", ...plugin }], ...the }, { count, stepNs })).start().run()

describe("jwt", () => {
  it.each([
    ["HS256", 0.009],
    ["RS256", 0.082],
    ["ES256", 0.198],
  ])("works on %s for %d ms a request", (algorithm, ms) => {
    // 1 ms is the service's.
    expect(tookMs(run({ algorithm }, 3, 10 * MS))).toEqual([1 + ms, 1 + ms, 1 + ms])
  })

  it("needs a core for it: one core verifies 5,050 tokens of ES256 a second", () => {
    const took = tookMs(run({ algorithm: "ES256" }, 3, 0, { cpu: { cores: 1, discipline: "fifo" } }))
    expect(took.map((ms) => Math.round(ms * 1000))).toEqual([1198, 1396, 1594])
  })

  it.each([
    [{ missing: "100%" }, 0],
    [{ invalid: "100%" }, 0.009],
    [{ expired: "100%" }, 0.009],
  ])("refuses %j after %d ms of work", (tokens, ms) => {
    const world = run(tokens, 5, MS)
    expect(outcomes(world)).toEqual({ error: 5 })
    expect(tookMs(world)).toEqual([ms, ms, ms, ms, ms])
    expect([world.count("gw.unauthorized"), world.arrivals("api")]).toEqual([5, [0]])
  })

  it("lets expired tokens pass where their time is not looked at, as Kong does", () => {
    const tokens = { expired: "40%", invalid: "10%" }
    const strict = run(tokens, 1000, MS)
    const kong = run({ preset: "kong", ...tokens }, 1000, MS)
    // Standard deviations are 16 and 10 requests.
    expect(Math.abs(strict.count("gw.unauthorized") - 500)).toBeLessThan(64)
    expect(Math.abs(kong.count("gw.unauthorized") - 100)).toBeLessThan(40)
    expect(outcomes(kong).ok).toBe(1000 - kong.count("gw.unauthorized"))
  })
})

describe("a key set", () => {
  const keys = { algorithm: "RS256", keySet: "identity" }

  it("is fetched by each request that comes before the first is in, and then kept", () => {
    // Asked at 0, 0.6, 1.2 and 1.8 ms; the first answer is in at 2 ms.
    const world = run(keys, 10, 0.6 * MS)
    expect([world.arrivals("identity"), world.count("gw.keySetFetches")]).toEqual([[4], 4])
    expect(tookMs(world).map((ms) => Math.round(ms * 1000))).toEqual([3082, 3082, 3082, 3082, ...Array(6).fill(1082)])
  })

  it("is fetched again when it is old, and by each worker for itself", () => {
    expect(run({ ...keys, refreshEvery: "1s" }, 50, 100 * MS).arrivals("identity")).toEqual([5])
    expect(run({ ...keys, workers: 4 }, 50, 100 * MS).arrivals("identity")).toEqual([4])
    expect(run(keys, 50, 100 * MS).arrivals("identity")).toEqual([1])
  })

  it("ends requests as errors while it cannot be had", () => {
    const plugins = [{ kind: "jwt", ...keys }]
    const world = new World(worldOf({ plugins }, { count: 10, stepNs: 100 * MS })).start()
    world.actorOf("identity").onFault("crash", true, 0)
    world.run(450 * MS)
    world.actorOf("identity").onFault("crash", false, 0)
    expect(outcomes(world.run())).toEqual({ error: 5, ok: 5 })
  })

  it("is lost in a crash", () => {
    const world = new World(worldOf({ plugins: [{ kind: "jwt", ...keys }] }, { count: 10, stepNs: 100 * MS }))
    world.start().run(450 * MS)
    world.actorOf("gw").onFault("crash", true, 0)
    world.actorOf("gw").onFault("crash", false, 0)
    expect(world.run().arrivals("identity")).toEqual([2])
  })

  it("is asked for no request that has no token", () => {
    expect(run({ ...keys, missing: "100%" }, 5, MS).arrivals("identity")).toEqual([0])
  })

  it.each([1.5, 20.3, 77.05])("can be run twice, cut at %d ms and put together", (cutMs) => {
    const plugins = [{ kind: "jwt", ...keys, refreshEvery: "1s", workers: 3, invalid: "20%" }]
    const the = { plugins, replicas: 2, concurrency: 4, cpu: { cores: 1 } }
    const world = expectDeterministic(worldOf(the, { count: 150, stepNs: 0.7 * MS }), cutMs * MS)
    expect(world.count("gw.unauthorized")).toBeGreaterThan(0)
  })
})

it.each([
  [{ algorithm: "HS512" }, "plugins.0.algorithm"],
  [{ invalid: 0.1 }, "plugins.0.invalid: expected a share"],
  [{ invalid: "60%", expired: "50%" }, "plugins.0.expired: missing, invalid and expired tokens are at most 100%"],
  [{ refreshEvery: "10m" }, "plugins.0.refreshEvery: refreshEvery goes with a keySet"],
  [{ workers: 4 }, "plugins.0.workers: workers goes with a keySet"],
  [{ keySet: "identity", workers: 0 }, "plugins.0.workers"],
  [{ verifyExp: false }, 'plugins.0.verifyExp: unknown parameter "verifyExp" of jwt'],
  [{ preset: "nginx" }, "plugins.0.preset: there is no preset of jwt"],
])("refuses %j", (plugin, message) => {
  const text = { kind: "gateway", routes: [{ prefix: "/", to: "api" }], plugins: [{ kind: "jwt", ...plugin }] }
  expect(mistakesIn(text).join("\n")).toContain(message)
})
