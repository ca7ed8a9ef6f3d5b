import { expect, it } from "vitest"
import { expectDeterministic } from "../../support/checks.ts"
import { mistakesIn, World } from "../../support/world.ts"
import { MS, outcomes, worldOf } from "../support.ts"

const ten = { kind: "fixed-window", limit: 10, window: "1m" }
const limiting = { kind: "rate-limiting", limits: [ten] }
const tokens = { kind: "jwt", invalid: "50%" }
const run = (the: object) => new World(worldOf(the, { count: 100, stepNs: MS })).start().run()

it("does the same as the gateway's own limits", () => {
  const own = run({ limits: [ten] })
  expect(run({ plugins: [limiting] }).driver.answers).toEqual(own.driver.answers)
  expect(outcomes(own)).toEqual({ ok: 10, "rate-limited": 90 })
})

it("stands where it is listed", () => {
  const behind = run({ plugins: [tokens, limiting] })
  const refused = behind.count("gw.unauthorized")
  expect(outcomes(behind)).toEqual({ ok: 10, error: refused, "rate-limited": 90 - refused })
  // In front, it counts what is refused afterwards, too.
  const front = outcomes(run({ plugins: [limiting, tokens] }))
  expect((front.ok ?? 0) + (front.error ?? 0)).toBe(10)
  expect(front["rate-limited"]).toBe(90)
})

it("counts apart from the gateway's own limits and from another of its kind", () => {
  expect(outcomes(run({ limits: [{ ...ten, limit: 50 }], plugins: [limiting, limiting] }))).toEqual({
    ok: 10,
    "rate-limited": 90,
  })
  const store = { components: { redis: { kind: "cache" } } }
  const shared = { ...ten, store: "redis" }
  const options = worldOf(
    { limits: [{ ...shared, limit: 50 }], plugins: [{ ...limiting, limits: [shared] }] },
    { count: 100, stepNs: MS },
  )
  const world = new World({ ...options, components: { ...options.components, ...store.components } }).start().run()
  // The first asks for each, the second for those the first lets through.
  expect(world.arrivals("redis")).toEqual([150])
  expect(outcomes(world)).toEqual({ ok: 10, "rate-limited": 90 })
})

it("can be run twice, cut and put together", () => {
  const plugins = [tokens, { kind: "rate-limiting", limits: [{ kind: "leaky-bucket", rate: "300/s", queueMax: 20 }] }]
  const world = expectDeterministic(worldOf({ plugins, replicas: 2 }, { count: 200, stepNs: MS }), 60.1 * MS)
  expect(world.latencies("gw.held").sumNs).toBeGreaterThan(0)
})

it("names what is wrong where it stands", () => {
  const plugins = [{ ...limiting, limits: [{ ...ten, limit: 0 }] }]
  const text = mistakesIn({ kind: "gateway", routes: [{ prefix: "/", to: "api" }], plugins }).join("\n")
  expect(text).toContain("plugins.0.limits.0.limit")
  const unknown = mistakesIn({ kind: "gateway", routes: [{ prefix: "/", to: "api" }], plugins: [{ kind: "jwk" }] })
  expect(unknown.join("\n")).toContain(
    'plugins.0.kind: there is no plug-in "jwk"; there are grpc-transcoding, jwt, oidc, rate-limiting, request-transformer, response-cache',
  )
})
