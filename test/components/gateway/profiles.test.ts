import { describe, expect, it } from "vitest"
import { gateway } from "../../../components/gateway/index.ts"
import { World } from "../support/world.ts"
import { MS, outcomes } from "./support.ts"

const profiles = gateway.profiles.map((one) => [one.profile, one.params] as const)
const paramsOf = (name: string) => profiles.find(([profile]) => profile === name)?.[1] ?? {}

const routes = [
  { prefix: "/pay", to: "api.prefix" },
  { prefix: "/pay/cards", to: "api.longer" },
  { glob: "/pay/*", to: "api.glob" },
  { exact: "/pay/cards", to: "api.exact" },
  { prefix: "/", to: "api.rest" },
]
const work = [{ work: "1ms" }]
const api = { kind: "service", operations: { prefix: work, longer: work, glob: work, exact: work, rest: work } }

/** Requests to a gateway of this profile: `count` of each name every `stepNs`. */
function run(
  profile: string,
  the: object,
  names: readonly string[],
  { count, stepNs }: { count: number; stepNs: number },
) {
  const gw = { routes, ...paramsOf(profile), ...the, kind: "gateway" }
  const calls = Array.from({ length: count }, (_, index) =>
    names.map((operation) => ({ operation, to: "gw", atNs: index * stepNs })),
  )
  return new World({ components: { api, gw }, calls: calls.flat() }).start().run()
}

/** What the user of a gateway sees of one load: a burst of 2,500, a quarter of them with bad tokens, 1,000 a minute. */
function seen(profile: string) {
  const limits = [{ kind: "fixed-window", limit: 1000, window: "1m" }]
  const plugins = [
    { kind: "jwt", algorithm: "RS256", invalid: "25%" },
    { kind: "rate-limiting", limits },
  ]
  const world = run(profile, { plugins }, ["GET /pay/cards"], { count: 2500, stepNs: 1000 })
  const took = world.driver.answers
    .filter(({ outcome }) => outcome === "ok")
    .map(({ atNs, startedNs }) => atNs - startedNs)
  return { ...outcomes(world), meanMs: took.reduce((sum, ns) => sum + ns, 0) / took.length / MS }
}

describe("the profiles", () => {
  const all = profiles.map(([profile]) => ({ profile, ...seen(profile) }))

  it("differ, each from each other, in what requests get and how long that takes", () => {
    for (const [index, one] of all.entries())
      for (const other of all.slice(index + 1)) {
        const { profile: left, ...saw } = one
        const { profile: right, ...otherwise } = other
        expect(saw, `${left} and ${right}`).not.toEqual(otherwise)
        expect(Math.abs(saw.meanMs / otherwise.meanMs - 1), `${left} and ${right}`).toBeGreaterThan(0.01)
      }
  })

  it("let a bad token use up the rate, or not, by their order", () => {
    const used = (profile: string) => {
      const { ok = 0, error = 0 } = Object(all.find((one) => one.profile === profile))
      return { ok, all: ok + error }
    }
    for (const profile of ["kong-3.10", "envoy-1.31", "traefik-3"])
      expect([profile, used(profile).ok]).toEqual([profile, 1000])
    // nginx turns away what its 256 pairs of connections have no room for, and counts none of that.
    for (const profile of ["aws-api-gateway", "nginx-1.31"]) expect(used(profile).ok).toBeLessThan(used(profile).all)
    expect(used("aws-api-gateway").all).toBe(1000)
  })

  it.each([
    ["aws-api-gateway", "exact", "glob", "rest"],
    ["envoy-1.31", "prefix", "prefix", "prefix"],
    ["kong-3.10", "glob", "glob", "prefix"],
    ["nginx-1.31", "exact", "glob", "prefix"],
    ["traefik-3", "glob", "glob", "prefix"],
  ])("%s takes /pay/cards to %s, /pay/x to %s, /payments to %s", (profile, ...wanted) => {
    const asked = gateway.params.parse({ routes, ...paramsOf(profile) })
    const found = ["GET /pay/cards", "GET /pay/x", "GET /payments"].map(
      (request) => gateway.forward?.(asked, request)?.to.operation,
    )
    expect(found).toEqual(wanted)
  })

  it("work on as many at once as their model says", () => {
    const refused = (profile: string) => outcomes(run(profile, {}, ["GET /"], { count: 3000, stepNs: 0 })).rejected ?? 0
    // At one instant: 256 pairs of connections; 1024 and 1024 in line; the others take all.
    expect(profiles.map(([profile]) => [profile, refused(profile)])).toEqual([
      ["aws-api-gateway", 0],
      ["envoy-1.31", 3000 - 2048],
      ["kong-3.10", 0],
      ["nginx-1.31", 3000 - 256],
      ["traefik-3", 0],
    ])
  })

  it("hold the account of AWS to 10,000 requests a second and 5,000 at once", () => {
    const aws = (count: number, stepNs: number) => outcomes(run("aws-api-gateway", {}, ["GET /"], { count, stepNs })).ok
    expect(aws(10_000, 0.1 * MS)).toBe(10_000)
    expect(aws(10_000, 0)).toBe(5000)
  })

  it("say where each comes from, and nothing a gateway does not know", () => {
    for (const { profile, sources, params } of gateway.profiles) {
      expect(sources.length, profile).toBeGreaterThan(1)
      expect(gateway.params.safeParse({ routes, ...params }).success, profile).toBe(true)
    }
  })
})
