import { describe, expect, it } from "vitest"
import { cache } from "../../../components/cache/index.ts"
import { expectDeterministic } from "../support/checks.ts"
import { mistakesIn, World, type WorldOptions } from "../support/world.ts"

type Call = readonly [operation: string, key: number, atMs?: number]

/** Calls one millisecond after the other, or at the stated time. */
function worldOf(the: object, calls: readonly Call[]): WorldOptions {
  return {
    components: { store: { kind: "cache", ...the } },
    calls: calls.map(([operation, key, atMs], index) => ({ atNs: (atMs ?? index) * 1e6, to: "store", operation, key })),
  }
}

function run(the: object, calls: readonly Call[]): World {
  return new World(worldOf(the, calls)).start().run()
}

/** `h` for a get that was found, `m` for one that was not, `.` for the rest. */
function marks(world: World, calls: readonly Call[]): string {
  const byCall = [...world.driver.answers].sort((left, right) => left.call - right.call)
  return byCall.map(({ found }, index) => (calls[index]?.[0] === "get" ? (found ? "h" : "m") : ".")).join("")
}

const fill = (count: number): Call[] => Array.from({ length: count }, (_, key): Call => ["set", key])

describe("cache", () => {
  it("finds what was stored, until it is deleted", () => {
    const calls: Call[] = [
      ["get", 1],
      ["set", 1],
      ["get", 1],
      ["get", 2],
      ["delete", 1],
      ["get", 1],
      ["delete", 1],
    ]
    const world = run({}, calls)
    expect(marks(world, calls)).toBe("m.hm.m.")
    expect(["hits", "misses", "expired", "evictions"].map((name) => world.count(`store.${name}`))).toEqual([1, 3, 0, 0])
    expect(world.level("store.entries")).toBe(0)
    expect(world.driver.answers.every(({ outcome }) => outcome === "ok")).toBe(true)
  })

  it("evicts the least recently used entry when it has too many", () => {
    const calls: Call[] = [...fill(3), ["get", 0], ["set", 3], ["get", 1], ["get", 0], ["get", 2], ["get", 3]]
    const world = run({ entriesMax: 3 }, calls)
    expect(marks(world, calls)).toBe("...h.mhhh")
    expect(world.count("store.evictions")).toBe(1)
    expect(world.level("store.entries")).toBe(3)
  })

  it("evicts when it has too many bytes, and refuses what can never fit", () => {
    const bytes = run({ bytesMax: "10KiB", valueBytes: "3KiB" }, fill(5))
    expect([bytes.level("store.entries"), bytes.level("store.kibibytes"), bytes.count("store.evictions")]).toEqual([
      3, 9, 2,
    ])
    const large = run({ bytesMax: "10KiB", valueBytes: "11KiB" }, fill(5))
    expect([large.level("store.entries"), large.count("store.tooLarge")]).toEqual([0, 5])
  })

  it("gives a key the same size every time, in every replica", () => {
    const valueBytes = "lognormal p50=2kB p99=64kB"
    const once = run({ valueBytes }, fill(101)).level("store.kibibytes")
    // Round robin over two replicas, an odd number of calls twice: every key comes to each replica.
    const world = run({ valueBytes, replicas: 2 }, [...fill(101), ...fill(101)])
    expect(world.level("store.entries")).toBe(202)
    // Two copies of everything; each replica's KiB are rounded down.
    expect(Math.abs(world.level("store.kibibytes") - 2 * once)).toBeLessThanOrEqual(3)
  })

  it("forgets an entry when its time is over, counted from its storing", () => {
    // Stored at 0 (done 14 us later), read at 4, 9.9 and 10.1 ms; stored again at 20 and 25 ms.
    const calls: Call[] = [
      ["set", 1, 0],
      ["get", 1, 4],
      ["get", 1, 9.9],
      ["get", 1, 10.1],
      ["get", 1, 11],
      ["set", 1, 20],
      ["set", 1, 25],
      ["get", 1, 34],
    ]
    const world = run({ ttl: "10ms" }, calls)
    expect(marks(world, calls)).toBe(".hhmm..h")
    expect([world.count("store.misses"), world.count("store.expired")]).toEqual([2, 1])
    expect(world.level("store.entries")).toBe(1)
  })

  // Oracle C04: Poisson requests at rate l, filled on a miss, time to live T: hit ratio l T / (1 + l T).
  // With l T = 3: 0.75. 20,000 requests on 50 keys; four standard errors are about 0.02.
  it("has the hit ratio of renewal theory when entries expire", () => {
    const world = new World({
      components: {
        app: {
          kind: "service",
          operations: { read: [{ "cache-aside": { cache: "store", load: [{ work: "0ms" }] } }] },
        },
        store: { kind: "cache", ttl: "3s", serviceTime: "0ms" },
      },
      calls: poisson(20_000, 50, 50),
    })
    world.start().run()
    const hits = world.count("store.hits")
    expect(hits + world.count("store.misses")).toBe(20_000)
    expect(Math.abs(hits / 20_000 - 0.75)).toBeLessThan(0.02)
  })

  it("serves one at a time unless told otherwise", () => {
    const calls: Call[] = [
      ["get", 1, 0],
      ["get", 2, 0],
      ["get", 3, 0],
    ]
    const ends = (the: object) => run(the, calls).driver.answers.map(({ atNs }) => atNs)
    expect(ends({})).toEqual([14e3, 28e3, 42e3])
    expect(ends({ concurrency: 2, serviceTime: "1ms" })).toEqual([1e6, 1e6, 2e6])
  })

  it("has lost everything after a crash", () => {
    const calls: Call[] = [...fill(5), ["get", 1, 20], ["get", 2, 21]]
    const world = new World(worldOf({ replicas: 1 }, calls)).start().run(10e6)
    expect([world.level("store.entries"), world.level("store.kibibytes")]).toEqual([5, 5])
    world.actorOf("store").onFault("crash", true, 0)
    expect([world.level("store.entries"), world.level("store.kibibytes")]).toEqual([0, 0])
    world.actorOf("store").onFault("crash", false, 0)
    expect(marks(world.run(), calls)).toBe(".....mm")
  })

  it("answers through those that pass requests on", () => {
    const world = new World({
      components: {
        app: { kind: "service", operations: { read: [{ "cache-aside": { cache: "lb", load: [{ work: "5ms" }] } }] } },
        lb: { kind: "load-balancer", to: "store" },
        store: { kind: "cache" },
      },
      calls: [0, 10e6].map((atNs) => ({ atNs, to: "app", operation: "read", key: 9 })),
    })
    const { answers } = world.start().run().driver
    // A get, 5 ms of loading and a set; then a get that finds.
    expect(answers.map(({ startedNs, atNs }) => atNs - startedNs)).toEqual([5e6 + 28e3, 14e3])
  })

  it("can be run twice, cut and put together", () => {
    const calls = Array.from(
      { length: 600 },
      (_, index): Call => [index % 5 < 2 ? "set" : "get", (index * index) % 23, index / 20],
    )
    const the = {
      entriesMax: 6,
      ttl: "1ms",
      valueBytes: "uniform 100B..5kB",
      serviceTime: "exponential 40us",
      replicas: 2,
    }
    const world = expectDeterministic(worldOf(the, calls), 15.01e6)
    for (const name of ["hits", "expired", "evictions"]) expect(world.count(`store.${name}`)).toBeGreaterThan(0)
  })

  it("declares the measures it takes", () => {
    const world = new World(worldOf({}, []))
    for (const metric of cache.metrics) {
      if (metric.type === "ratio") continue
      expect(world.metrics.get(`store.${metric.name}`), metric.name).toBeDefined()
    }
  })

  it.each([
    [{ entriesMax: 0 }, "entriesMax: "],
    [{ bytesMax: "0B" }, "bytesMax: "],
    [{ bytesMax: 4096 }, "bytesMax: "],
    [{ ttl: "0s" }, "ttl: a duration must be at least 1ns"],
    [{ valueBytes: "1ms" }, "valueBytes: "],
    [{ eviction: "lfru" }, "eviction: there is no eviction strategy"],
    [{ operations: {} }, "operations"],
  ])("refuses %j", (the, message) => {
    expect(mistakesIn({ kind: "cache", ...the }).join("\n")).toContain(message)
  })
})

/** Requests of a Poisson process in all, each for one of the keys, by a small generator of the test's own. */
function poisson(count: number, perSecond: number, keys: number) {
  let state = 12345
  const uniform = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return (state + 0.5) / 4294967296
  }
  let atNs = 0
  return Array.from({ length: count }, () => {
    atNs += Math.floor((-Math.log(uniform()) / perSecond) * 1e9)
    return { atNs, to: "app", operation: "read", key: 1 + Math.floor(uniform() * keys) }
  })
}
