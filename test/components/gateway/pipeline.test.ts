import { describe, expect, it } from "vitest"
import { gateway } from "../../../components/gateway/index.ts"
import { World } from "../support/world.ts"
import { MS, outcomes, worldOf } from "./support.ts"

const perMinute = (limit: number) => ({ kind: "fixed-window", limit, window: "1m", clockAtStart: "59s" })
const jwt = { kind: "jwt", invalid: "25%" }
const limiting = (limit: number) => ({ kind: "rate-limiting", limits: [perMinute(limit)] })

/** 400 requests 5 ms apart around the end of a minute: 200 in each. */
const run = (the: object) => new World(worldOf(the, { count: 400, stepNs: 5 * MS })).start().run()

describe("the order of plug-ins", () => {
  // Acceptance fact A7 behind tokens: 100 in each minute, whatever was refused before.
  it.each([[[jwt, limiting(100)]], [[limiting(100), jwt]]])("is Kong's own, however listed: %j", (plugins) => {
    const world = run({ order: "kong", plugins })
    const refused = world.count("gw.unauthorized")
    expect(refused).toBeGreaterThan(50)
    expect(outcomes(world)).toEqual({ ok: 200, error: refused, "rate-limited": 200 - refused })
    expect(world.count("gw.limited")).toBe(200 - refused)
  })

  // limit_req stands in the preaccess phase, auth_jwt in the access phase.
  it.each(["nginx", "aws"])("is that of %s: tokens that are refused have used up the rate", (order) => {
    for (const plugins of [
      [jwt, limiting(100)],
      [limiting(100), jwt],
    ]) {
      const world = run({ order, plugins })
      const refused = world.count("gw.unauthorized")
      expect(refused).toBeGreaterThan(20)
      expect(outcomes(world)).toEqual({ ok: 200 - refused, error: refused, "rate-limited": 200 })
    }
  })

  it("is the list's where the product has none, the gateway's limits in front", () => {
    const kong = run({ order: "kong", plugins: [jwt, limiting(100)] }).driver.answers
    const nginx = run({ order: "nginx", plugins: [jwt, limiting(100)] }).driver.answers
    expect(run({ plugins: [jwt, limiting(100)] }).driver.answers).toEqual(kong)
    expect(run({ plugins: [limiting(100), jwt] }).driver.answers).toEqual(nginx)
    expect(run({ plugins: [jwt], limits: [perMinute(100)] }).driver.answers).toEqual(nginx)
    expect(run({ plugins: [jwt], limits: [perMinute(100)], order: "kong" }).driver.answers).toEqual(kong)
  })

  it("decides who is asked: what Kong's jwt refuses reaches no identity provider", () => {
    const plugins = [{ kind: "oidc", introspect: "identity" }, jwt]
    const kong = run({ order: "kong", plugins })
    expect(kong.arrivals("identity")).toEqual([400 - kong.count("gw.unauthorized")])
    // In nginx both stand in the access phase, as listed.
    expect(run({ order: "nginx", plugins }).arrivals("identity")).toEqual([400])
  })

  it("comes after the route: a request without one is worked on by no plug-in", () => {
    const routes = [{ prefix: "/pay", to: "api" }]
    const world = run({ routes, plugins: [jwt, limiting(100)] })
    expect(outcomes(world)).toEqual({ error: 400 })
    expect(["unmatched", "unauthorized", "limited"].map((name) => world.count(`gw.${name}`))).toEqual([400, 0, 0])
    expect(world.latencies("gw.service").sumNs).toBe(0)
  })
})

describe("the arithmetic of check", () => {
  const rs256 = { kind: "jwt", algorithm: "RS256", missing: "50%" }
  const es256 = { kind: "jwt", algorithm: "ES256" }
  const cache = { kind: "response-cache" }
  const routes = [{ prefix: "/", to: "api" }]
  const asked = (the: object) => gateway.params.parse({ routes, overhead: "10us", ...the })

  it.each([
    [{ plugins: [es256] }, 208],
    // Half of the requests have a token, so 41 us on average, and 99 us for the second one's work.
    [{ plugins: [rs256, es256] }, 150],
    // Behind a limit or a cache no request is sure to be worked on.
    [{ plugins: [limiting(100), es256] }, 10],
    [{ plugins: [limiting(100), es256], order: "kong" }, 208],
    [{ plugins: [es256], limits: [perMinute(100)] }, 10],
    [{ plugins: [cache, es256] }, 10],
    [{ plugins: [cache, es256], order: "nginx" }, 208],
  ])("counts for %j %d us of work a request", (the, us) => {
    const [slots] = gateway.capacity(asked(the))
    expect((slots?.holdNs("any") ?? 0) / 1000).toBeCloseTo(us, 6)
  })

  it("counts on no call behind a cache", () => {
    const calls = (plugins: readonly object[]) =>
      gateway.calls(asked({ plugins }), undefined).map(({ to, expected }) => [to.component, expected])
    const oidc = { kind: "oidc", introspect: "identity" }
    expect(calls([oidc, es256])).toEqual([
      ["api", 1],
      ["identity", 1],
    ])
    expect(calls([oidc, cache])).toEqual([
      ["api", 0],
      ["identity", 1],
    ])
    expect(calls([cache, oidc])).toEqual([
      ["api", 0],
      ["identity", 0],
    ])
  })

  it("holds back what a limit among the plug-ins does not let through", () => {
    expect(gateway.passedPerSecondMax?.(asked({ plugins: [es256, limiting(120)], limits: [perMinute(600)] }))).toBe(2)
  })
})
