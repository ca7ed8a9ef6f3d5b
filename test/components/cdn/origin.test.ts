import { describe, expect, it } from "vitest"
import { at, runOf, spansOf } from "../../scenarios/run/support.ts"
import { expectDeterministic } from "../support/checks.ts"
import { mistakesIn, World, type WorldOptions } from "../support/world.ts"
import { type Ask, burst, count, originCalls, tookMs } from "./support.ts"

/** A CDN that respects its origin, a gateway whose answers say how long they may be kept, and a site of 100 ms. */
function behind(
  cacheHeaders: object | undefined,
  asks: readonly Ask[],
  more: object = {},
  gw: object = {},
): WorldOptions {
  const route = { prefix: "/", to: "site", ...(cacheHeaders === undefined ? {} : { cacheHeaders }) }
  return {
    components: {
      edge: { kind: "cdn", origin: "gw", hitLatency: "1ms", ttl: "1s", respectsOrigin: true, ...more },
      gw: { kind: "gateway", routes: [route], ...gw },
      shield: { kind: "cdn", origin: "gw", hitLatency: "1ms", ttl: "20s", respectsOrigin: true },
      site: { kind: "service", operations: { page: [{ work: "100ms" }] } },
    },
    calls: asks.map(([atMs, key = 1]) => ({ atNs: atMs * 1e6, to: "edge", operation: "page", key })),
  }
}
const run = (...the: Parameters<typeof behind>) => new World(behind(...the)).start().run()

describe("a CDN that respects its origin", () => {
  it("keeps answers as long as they say, and by its own time what says nothing", () => {
    const asks: readonly Ask[] = [[0], [1000], [1200], [3000], [3200]]
    // Stored at 100: fresh until 1,100, or until 3,100.
    expect(tookMs(run(undefined, asks))).toEqual([100, 1, 100, 100, 1])
    expect(tookMs(run({ maxAge: "3s" }, asks))).toEqual([100, 1, 1, 1, 100])
    expect(tookMs(run({ maxAge: "3s" }, asks, { respectsOrigin: false }))).toEqual([100, 1, 100, 100, 1])
  })

  it("stores nothing that may not be kept, and forgets what it had", () => {
    const world = run({ noStore: true }, [[0], [200], [400]])
    expect(tookMs(world)).toEqual([100, 100, 100])
    expect([count(world, "notStored"), world.level("edge.entries"), originCalls(world)]).toEqual([3, 0, 3])
  })

  it.each([
    ["none", [100, 100, 100, 100, 100, 100]],
    // nginx: the others find nothing at 500, one of them fetches, and so on.
    ["lock", [100, 600, 1100, 1600, 2100, 100]],
    // Varnish: a hit-for-miss object; whoever waits goes on when it is there, and nobody waits from then on.
    ["waiting-list", [100, 200, 200, 200, 200, 100]],
    ["revalidate", [100, 200, 200, 200, 200, 100]],
  ] as const)("has requests for what may not be kept wait for each other, or not: %s", (collapsing, took) => {
    const world = run({ noStore: true }, [...burst(5, 0), [3000]], { collapsing })
    expect(
      [...tookMs(world)]
        .slice(0, 5)
        .sort((left, right) => left - right)
        .concat(tookMs(world).slice(5)),
    ).toEqual(took)
    expect(originCalls(world)).toBe(6)
  })

  it("tells routes apart", () => {
    const routes = [
      { prefix: "/news", to: "site", cacheHeaders: { maxAge: "10s" } },
      { prefix: "/cart", to: "site", cacheHeaders: { noStore: true } },
      { prefix: "/", to: "site" },
    ]
    const { components } = behind(undefined, [], {}, { routes })
    const calls = ["GET /news", "GET /cart", "GET /"].flatMap((operation) =>
      [0, 500, 2000].map((atMs) => ({ atNs: atMs * 1e6, to: "edge", operation, key: 1 })),
    )
    expect(tookMs(new World({ components, calls }).start().run())).toEqual([100, 1, 1, 100, 100, 100, 100, 1, 100])
  })

  it("serves stale as long as the answer says, while it fetches behind", () => {
    const cacheHeaders = { maxAge: "1s", staleWhileRevalidate: "2s" }
    const asks: readonly Ask[] = [[0], [2000], [2050], [2500], [6000]]
    const world = run(cacheHeaders, asks, { backgroundUpdate: true })
    expect(tookMs(world)).toEqual([100, 1, 1, 1, 100])
    expect(["stale", "updating", "hits", "expired"].map((name) => count(world, name))).toEqual([1, 1, 1, 1])
    expect(originCalls(world)).toBe(3)
  })

  it("counts an object's age in the shield against its time at the edge", () => {
    // The shield has it from 100 on; edge 1 asks at 0, edge 2 at 2,000, which has 1,100 ms of 3,000 left then.
    const asks: readonly Ask[] = [[0], [2000], [3000], [3050], [4000], [4050]]
    const world = run({ maxAge: "3s" }, asks, { origin: "shield", replicas: 2 })
    // Both are fresh until 3,100, and so is the shield: if age did not count, edge 2 would have its own until 5,000.
    expect(tookMs(world)).toEqual([100, 1, 1, 1, 100, 100])
  })

  it("has a cache of the gateway say how old a response is", () => {
    const gw = { plugins: [{ kind: "response-cache", ttl: "10s" }] }
    // Kept by the gateway at 100. Edge 2 gets it from there at 2,000, 1,900 old, and keeps it until 3,100.
    const asks: readonly Ask[] = [[0], [2000], [3000], [3050], [3200], [3250]]
    const world = run({ maxAge: "3s" }, asks, { replicas: 2 }, gw)
    expect(originCalls(world)).toBe(1)
    expect(["hits", "misses", "expired"].map((name) => count(world, name))).toEqual([2, 2, 2])
  })

  it("hears of it through whoever passes requests on, and not from a service that merely asked", () => {
    const asks: readonly Ask[] = [[0], [2000]]
    const { components, calls } = behind({ maxAge: "3s" }, asks, { origin: "between" })
    const through = (between: { kind: string; [name: string]: unknown }) =>
      tookMs(new World({ components: { ...components, between }, calls }).start().run())
    expect(through({ kind: "load-balancer", to: "gw" })).toEqual([100, 1])
    expect(through({ kind: "gateway", routes: [{ prefix: "/", to: "gw" }] })).toEqual([100, 1])
    expect(through({ kind: "service", operations: { page: [{ call: "gw.page" }] } })).toEqual([100, 100])
  })

  it("has those who waited for a fetch keep to what it brought", () => {
    const world = run({ maxAge: "3s" }, [...burst(5, 0), [2000]], { collapsing: "waiting-list" })
    expect(originCalls(world)).toBe(1)
    expect(tookMs(world).at(-1)).toBe(1)
  })

  it("hears of it over a network and through a policy that tries again", () => {
    const route = { prefix: "/", to: "site", cacheHeaders: { maxAge: "3s" } }
    const document = {
      components: {
        readers: { kind: "client" },
        edge: { kind: "cdn", origin: "gw", ttl: "100ms", respectsOrigin: true },
        gw: { kind: "gateway", routes: [route] },
        site: { kind: "service", operations: { page: [{ work: "10ms" }] } },
      },
      load: { readers: { open: at(100, 1000, 2000, 5000), to: "edge" } },
    }
    const fetches = (more: object) => spansOf(runOf({ ...document, ...more })).filter(({ to }) => to === "site").length
    const policies = { "edge -> gw": { timeout: "1s", retry: { attemptsMax: 2 } } }
    const links = { "edge -> gw": { latency: "5ms" } }
    expect([fetches({}), fetches({ links }), fetches({ policies }), fetches({ policies, links })]).toEqual([2, 2, 2, 2])
  })

  it("can be run twice, cut and put together", () => {
    const asks = Array.from({ length: 200 }, (_, index): Ask => [index * 37, index % 7])
    const headers = { maxAge: "700ms", staleWhileRevalidate: "300ms" }
    const options = behind(headers, asks, { origin: "shield", replicas: 2, backgroundUpdate: true })
    expectDeterministic(options, 1050e6)
  })
})

it("may update behind where only the origin says that it may", () => {
  const text = { kind: "cdn", origin: "site", backgroundUpdate: true }
  expect(mistakesIn(text).join()).toContain("nothing is updated behind")
  expect(mistakesIn({ ...text, respectsOrigin: true })).toEqual([])
})
