import { describe, expect, it } from "vitest"
import { expectDeterministic } from "../../support/checks.ts"
import { mistakesIn, World } from "../../support/world.ts"
import { MS, outcomes, tookMs, worldOf } from "../support.ts"

const run = (plugin: object, script: Parameters<typeof worldOf>[1]) =>
  new World(worldOf({ plugins: [{ kind: "oidc", introspect: "identity", ...plugin }] }, script)).start().run()
const tenKeys = (index: number) => index % 10

describe("oidc", () => {
  it("asks the identity provider for each request", () => {
    const world = run({}, { count: 5, stepNs: 10 * MS })
    // 2 ms of the provider and 1 ms of the service.
    expect(tookMs(world)).toEqual([3, 3, 3, 3, 3])
    expect(world.arrivals("identity")).toEqual([5])
  })

  it("keeps answers by token for a time, counted from when they are in", () => {
    // 200 requests of ten tokens over 2 s: answers come 2 ms after 0, so each is asked for at 0 and 1.0x s.
    const world = run({ ttl: "1s" }, { count: 200, stepNs: 10 * MS, key: tenKeys })
    expect([world.arrivals("identity"), world.count("gw.introspections")]).toEqual([[20], 20])
    expect(tookMs(world).slice(0, 12)).toEqual([...Array(10).fill(3), 1, 1])
  })

  it("does not wait for the answer another request asks for", () => {
    expect(run({ ttl: "1s" }, { count: 3, stepNs: 0.5 * MS }).arrivals("identity")).toEqual([3])
  })

  it("forgets the oldest answers beyond its entries", () => {
    // Ten tokens in turn and room for five: none is kept until its turn comes again.
    const script = { count: 50, stepNs: 10 * MS, key: tenKeys }
    expect(run({ ttl: "1h", entriesMax: 5 }, script).arrivals("identity")).toEqual([50])
    expect(run({ ttl: "1h", entriesMax: 10 }, script).arrivals("identity")).toEqual([10])
  })

  it("refuses tokens that are not active, each the same way every time", () => {
    const world = run({ ttl: "1h", inactive: "30%" }, { count: 2000, stepNs: MS, key: (index) => index % 500 })
    const refused = world.count("gw.inactiveTokens")
    // 150 of 500 tokens with a standard deviation of 10, four requests each.
    expect(refused % 4).toBe(0)
    expect(Math.abs(refused / 4 - 150)).toBeLessThan(41)
    expect(outcomes(world)).toEqual({ ok: 2000 - refused, error: refused })
    expect(world.arrivals("api")).toEqual([2000 - refused])
  })

  it("ends requests as errors while the provider is down, but for those whose answer is kept", () => {
    const plugins = [{ kind: "oidc", introspect: "identity", ttl: "1h" }]
    const key = (index: number) => (index < 5 ? 0 : index % 2)
    const world = new World(worldOf({ plugins }, { count: 15, stepNs: 10 * MS, key })).start().run(45 * MS)
    world.actorOf("identity").onFault("crash", true, 0)
    expect(outcomes(world.run())).toEqual({ ok: 10, error: 5 })
  })

  it.each([3.5, 40.2, 103.2])("can be run twice, cut at %d ms and put together", (cutMs) => {
    const plugins = [{ kind: "oidc", introspect: "identity", ttl: "40ms", inactive: "20%", entriesMax: 7 }]
    const script = { count: 150, stepNs: 0.7 * MS, key: tenKeys }
    const world = expectDeterministic(worldOf({ plugins, replicas: 2, concurrency: 4 }, script), cutMs * MS)
    expect(world.count("gw.introspections")).toBeGreaterThan(20)
  })
})

it.each([
  [{}, 'missing key "introspect"'],
  [{ introspect: "identity..x" }, "plugins.0.introspect"],
  [{ introspect: "identity", ttl: 300 }, "plugins.0.ttl: expected a duration"],
  [{ introspect: "identity", entriesMax: 10 }, "plugins.0.entriesMax: entriesMax goes with a ttl"],
  [{ introspect: "identity", inactive: "130%" }, "plugins.0.inactive"],
])("refuses %j", (plugin, message) => {
  const text = { kind: "gateway", routes: [{ prefix: "/", to: "api" }], plugins: [{ kind: "oidc", ...plugin }] }
  expect(mistakesIn(text).join("\n")).toContain(message)
})
