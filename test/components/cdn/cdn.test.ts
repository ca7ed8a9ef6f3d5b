import { describe, expect, it } from "vitest"
import { cdn } from "../../../components/cdn/index.ts"
import { mistakesIn, World } from "../support/world.ts"
import { type Ask, burst, count, estate, inOrder, isConserved, originCalls, run, times, tookMs } from "./support.ts"

/** Served from the cache (`h`) or not (`.`). */
function marks(world: World): string {
  return inOrder(world)
    .map(({ found }) => (found ? "h" : "."))
    .join("")
}

describe("a point of presence", () => {
  it("fetches what it does not have, and has it for its time to live", () => {
    // Stored at 100, fresh until 1,100.
    const world = run({ ttl: "1s" }, [[0], [200], [1099], [1101], [1300, 2]])
    expect(tookMs(world)).toEqual([100, 1, 1, 100, 100])
    expect(marks(world)).toBe(".hh..")
    expect(["hits", "misses", "expired", "revalidated"].map((name) => count(world, name))).toEqual([2, 2, 1, 1])
    expect(isConserved(world, 5)).toBe(true)
  })

  it("serves what is past its time while it is fetched behind, and no longer than it may", () => {
    // Stored at 100; stale from 1,100 to 1,600. Of the two at 1,200 one starts the fetch; 3,000 is too late.
    const the = { ttl: "1s", staleWhileRevalidate: "500ms", backgroundUpdate: true }
    const world = run(the, [[0], [1200], [1200], [1400], [3000]])
    expect(tookMs(world)).toEqual([100, 1, 1, 1, 100])
    expect(["stale", "updating", "hits", "expired"].map((name) => count(world, name))).toEqual([1, 1, 1, 1])
    expect(isConserved(world, 5)).toBe(true)
  })

  it("serves what it has when the origin fails, for as long as it may", () => {
    const options = estate({ ttl: "1s", staleIfError: "5s" }, [[0], [2000], [6000], [6200], [2100, 2]])
    const world = new World(options).start().run(1500e6)
    world.actorOf("site").onFault("crash", true, 0)
    const outcomes = inOrder(world.run()).map(({ outcome }) => outcome)
    // 6,000 is within 1,100 + 5,000; 6,200 is not; key 2 was never there.
    expect(outcomes).toEqual(["ok", "ok", "ok", "refused", "refused"])
    expect(marks(world)).toBe(".hh..")
    expect(count(world, "staleOnError")).toBe(2)
  })

  it("gives up what has not been used for longest", () => {
    const entries = run({ entriesMax: 2 }, [
      [0, 1],
      [200, 2],
      [400, 1],
      [600, 3],
      [800, 1],
      [1000, 2],
    ])
    expect(marks(entries)).toBe("..h.h.")
    expect([count(entries, "evictions"), entries.level("edge.entries")]).toEqual([2, 2])
    const bytes = run({ bytesMax: "10KiB", objectBytes: "4KiB" }, [
      [0, 1],
      [200, 2],
      [400, 3],
      [600, 3],
    ])
    expect([marks(bytes), bytes.level("edge.kibibytes")]).toEqual(["...h", 8])
    const large = run({ bytesMax: "1KiB" }, [[0], [200]])
    expect([marks(large), count(large, "tooLarge"), large.level("edge.entries")]).toEqual(["..", 2, 0])
  })

  it("is purged when the order has reached it", () => {
    const asks: readonly Ask[] = [[0], [0], [400], [400], [800], [800], [1200], [1200]]
    const purges = [{ at: "500ms", delay: "0ms" }]
    const world = run({ replicas: 2, purges }, asks)
    expect(marks(world)).toBe("..hh..hh")
    expect(count(world, "purged")).toBe(2)
    // Each replica draws its own delay: between 0 and 700 ms after 500.
    const spread = run({ replicas: 8, purges: [{ at: "500ms", delay: "uniform 0ms..700ms" }] }, [
      ...Array.from({ length: 8 }, (): Ask => [0]),
      ...Array.from({ length: 8 }, (): Ask => [850]),
      ...Array.from({ length: 8 }, (): Ask => [1250]),
    ])
    const missed = (from: number) => [...marks(spread).slice(from, from + 8)].filter((mark) => mark === ".").length
    expect(missed(8)).toBeGreaterThan(0)
    expect(missed(8)).toBeLessThan(8)
    expect(missed(8) + missed(16)).toBe(8)
  })

  it("does not store what is asked for by a method other than GET and HEAD, nor mixes operations up", () => {
    const names = ["GET /a", "GET /b", "POST /a", "page"]
    const operations = Object.fromEntries(names.map((name) => [name, [{ work: "10ms" }]]))
    const world = new World({
      components: { edge: { kind: "cdn", origin: "site" }, site: { kind: "service", operations } },
      calls: [...names, ...names].map((operation, index) => ({ atNs: index * 1e8, to: "edge", operation, key: 7 })),
    })
    expect(marks(world.start().run())).toBe("....hh.h")
    expect(count(world, "bypassed")).toBe(2)
    expect(isConserved(world, 8)).toBe(true)
  })

  it("takes the load of its siblings off the origin as a shield", () => {
    // 5 points, each asked every 100 ms: one miss each in 1.1 to 1.2 s, P/TTL in all; with a shield 1/TTL.
    const asks = Array.from({ length: 500 }, (_, index) => ({
      atNs: index * 20e6,
      to: "edge",
      operation: "page",
      key: 1,
    }))
    const site = { kind: "service", operations: { page: [{ work: "5ms" }] } }
    const loadOf = (shielded: boolean) => {
      const edge = { kind: "cdn", origin: shielded ? "shield" : "site", ttl: "1s", replicas: 5 }
      const shield = { kind: "cdn", origin: "site", ttl: "1s", collapsing: "waiting-list" }
      const world = new World({ components: { edge, site, ...(shielded ? { shield } : {}) }, calls: asks })
      return originCalls(world.start().run())
    }
    const [open, shielded] = [loadOf(false), loadOf(true)]
    expect(open).toBeGreaterThanOrEqual(5 * 8)
    expect(open).toBeLessThanOrEqual(5 * 10)
    expect(shielded).toBeGreaterThanOrEqual(8)
    expect(shielded).toBeLessThanOrEqual(10)
  })

  it("declares the measures it takes", () => {
    const world = new World(estate({}, []))
    for (const metric of cdn.metrics) {
      if (metric.type === "ratio") continue
      expect(world.metrics.get(`edge.${metric.name}`), metric.name).toBeDefined()
    }
  })

  it.each([
    [{ ttl: "0s" }, "ttl: "],
    [{ collapsing: "locked" }, "collapsing: "],
    [{ lockTimeout: "1s" }, 'lockTimeout: lockTimeout goes with "collapsing: lock"'],
    [{ collapsing: "lock", wakes: 3 }, 'wakes: wakes goes with "collapsing: waiting-list"'],
    [{ backgroundUpdate: true }, "backgroundUpdate: nothing is updated behind"],
    [{ purges: [{ delay: "1s" }] }, "purges.0"],
  ])("refuses %j", (the, message) => {
    expect(mistakesIn({ kind: "cdn", origin: "site", ...the }).join("\n")).toContain(message)
  })
})

describe("collapsing", () => {
  const expiry = { ttl: "1s" }
  /** A first request, which fills the cache at 100; 999 and 1 more at once when it has expired. */
  const expired = [[0] as const, ...burst(1000, 1500)]

  it("as nginx: who waits for the lock looks again at multiples of 500 ms", () => {
    // The fetch ends at 700. Those of 0 look at 500 and 1,000, one of 300 at 800, one of 650 at 1,150; then 1 ms.
    const world = run({ collapsing: "lock" }, [[0], [0], [0], [300], [650]], [{ work: "700ms" }])
    expect(tookMs(world)).toEqual([700, 1001, 1001, 501, 501])
    expect(inOrder(world).map(({ queuedNs }) => queuedNs / 1e6)).toEqual([0, 1000, 1000, 500, 500])
    expect(originCalls(world)).toBe(1)
  })

  it("as nginx: after lock_age the next one fetches, after lock_timeout one fetches in vain", () => {
    // The fetch of 0 ends at 8,000. When the lock is 5 s old the first of those that came at 500 takes it over; at
    // 5,500 the others are out of patience and fetch without storing.
    const world = run({ collapsing: "lock" }, [[0], [500], [500], [500], [8100]], [{ work: "8s" }])
    expect(tookMs(world)).toEqual([8000, 12_500, 13_000, 13_000, 1])
    expect([count(world, "lockTimeouts"), originCalls(world)]).toEqual([2, 4])
    expect(isConserved(world, 5)).toBe(true)
  })

  it.each(["none", "lock"])("as nginx with %s: of an expired object each request goes upstream", (collapsing) => {
    expect(originCalls(run({ ...expiry, collapsing }, expired))).toBe(1001)
    // use_stale updating: the first still fetches and waits, the others are served stale.
    const updating = run({ ...expiry, collapsing, staleWhileRevalidate: "unlimited" }, expired)
    expect([originCalls(updating), count(updating, "updating")]).toEqual([2, 999])
    expect(times(updating)).toEqual([
      [1, 999],
      [100, 2],
    ])
  })

  it("as Varnish: within grace nobody waits and one fetch goes on behind", () => {
    const grace = { ...expiry, collapsing: "waiting-list", staleWhileRevalidate: "10s", backgroundUpdate: true }
    const world = run(grace, expired)
    expect(times(world)).toEqual([
      [1, 1000],
      [100, 1],
    ])
    expect([originCalls(world), count(world, "collapsed")]).toEqual([2, 0])
  })

  it("as Varnish: who waits is woken three by three by each that is done", () => {
    // 1 + 39 requests: 3, 9 and 27 are woken, each round 1 ms after the one before.
    const world = run({ ...expiry, collapsing: "waiting-list" }, burst(40, 0))
    expect(times(world)).toEqual([
      [100, 1],
      [101, 3],
      [102, 9],
      [103, 27],
    ])
    expect(originCalls(world)).toBe(1)
  })

  it("as Varnish: where fetches fail, those who wait fetch one after the other", () => {
    const world = run({ collapsing: "waiting-list" }, burst(5, 0), [{ work: "100ms" }, { fail: "100%" }])
    expect(tookMs(world)).toHaveLength(5)
    expect(times(world).map(([ms]) => ms)).toEqual([100, 200, 300, 400, 500])
    expect(inOrder(world).every(({ outcome }) => outcome === "error")).toBe(true)
  })

  it("as Cloudflare: of 1,000 requests for an expired object 1 revalidates and 999 are served stale", () => {
    const world = run({ ...expiry, collapsing: "revalidate" }, expired)
    expect(["expired", "revalidated", "updating"].map((name) => count(world, name))).toEqual([1, 1, 999])
    expect(originCalls(world)).toBe(2)
    // On a miss they wait, all for the same fetch.
    expect(times(run({ collapsing: "revalidate" }, burst(50, 0)))).toEqual([
      [100, 1],
      [101, 49],
    ])
  })
})
