import { describe, expect, it } from "vitest"
import { cdn } from "../../../components/cdn/index.ts"
import { at, runOf, spansOf } from "../../scenarios/run/support.ts"
import { World } from "../support/world.ts"
import { type Ask, burst, count, estate, isConserved, run, tookMs } from "./support.ts"

const MODES = [
  { collapsing: "none" },
  { collapsing: "lock", lockTimeout: "700ms", lockAge: "900ms" },
  { collapsing: "waiting-list" },
  { collapsing: "waiting-list", staleWhileRevalidate: "150ms", backgroundUpdate: true, wakes: 1 },
  { collapsing: "revalidate", staleIfError: "1s" },
] as const

/** Requests for a few keys, by a small generator of the test's own. */
function busy(seed: number): readonly Ask[] {
  let state = seed
  const next = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 4294967296) * below)
  }
  return Array.from({ length: 120 }, (): Ask => [next(1200) + next(1000) / 1000, next(next(6) + 1)])
}

const steps = [{ work: "lognormal p50=80ms p99=900ms" }, { fail: "10%" }]
const the = (mode: object) => ({ ttl: "400ms", entriesMax: 4, replicas: 2, ...mode })

describe.each(MODES)("requests that wait with %j", (mode) => {
  it("end all, each counted once, and the same after a restore at any instant", () => {
    const options = estate(the(mode), busy(7), steps)
    const whole = new World(options).start().run()
    expect(whole.sim.frames.live).toBe(0)
    expect(isConserved(whole, 120)).toBe(true)
    for (const cutAtMs of [313.7, 933.1]) {
      const before = new World(options).start().run(cutAtMs * 1e6)
      expect(new World(options).restore(before.snapshot()).run().trace()).toEqual(whole.trace())
    }
  })

  it("are lost in a crash, and nobody waits for them afterwards", () => {
    const asks: readonly Ask[] = [...burst(10, 0), [400], [400], [700]]
    const world = new World(estate({ ttl: "10s", ...mode }, asks, [{ work: "200ms" }])).start().run(100e6)
    world.actorOf("edge").onFault("crash", true, 0)
    expect(world.driver.answers.map(({ outcome }) => outcome)).toEqual(Array(10).fill("lost"))
    expect(world.level("edge.busy")).toBe(0)
    world.run(300e6)
    expect(world.level("edge.entries")).toBe(0)
    world.actorOf("edge").onFault("crash", false, 0)
    world.run()
    expect(world.driver.answers.slice(10).map(({ outcome }) => outcome)).toEqual(["ok", "ok", "ok"])
    expect([world.sim.frames.live, world.level("edge.busy")]).toEqual([0, 0])
  })

  it("come through a pause", () => {
    const world = new World(estate({ ttl: "10s", ...mode }, burst(6, 0))).start().run(50e6)
    world.actorOf("edge").onFault("pause", true, 0)
    world.run(2000e6)
    expect(world.driver.answers).toEqual([])
    world.actorOf("edge").onFault("pause", false, 0)
    world.run()
    expect(world.driver.answers.map(({ outcome }) => outcome)).toEqual(Array(6).fill("ok"))
    expect(world.sim.frames.live).toBe(0)
  })
})

it("a request that waits keeps its slot and is known to wait", () => {
  const world = new World(estate({ collapsing: "waiting-list", concurrency: 3 }, burst(5, 0))).start().run(50e6)
  expect([world.level("edge.busy"), world.level("edge.queue")]).toEqual([3, 2])
  const resources = world
    .actorOf("edge")
    .waiting()
    .map(({ resource }) => resource)
  expect([...resources].sort()).toEqual([
    "a slot",
    "a slot",
    "an answer",
    ...Array(2).fill("what another request fetches"),
  ])
})

it("a request nobody waits for any more still wakes those behind it", () => {
  const world = new World(estate({ collapsing: "waiting-list", wakes: 1 }, burst(6, 0))).start().run(50e6)
  const { frames } = world.sim
  const waiting = world
    .actorOf("edge")
    .waiting()
    .filter(({ resource }) => resource.startsWith("what"))
  for (const { frame } of waiting.slice(0, 2)) world.actorOf("edge").onCancel(frame)
  world.run()
  const outcomes = world.driver.answers.map(({ outcome }) => outcome).sort()
  expect(outcomes).toEqual(["cancelled", "cancelled", "ok", "ok", "ok", "ok"])
  expect(frames.live).toBe(0)
})

it("the wait is time in a queue, also of those whose wait a crash ends and who learn of it over a network", () => {
  const recorded = runOf({
    components: {
      shop: { kind: "client" },
      edge: { kind: "cdn", origin: "site", collapsing: "waiting-list", hitLatency: "1ms" },
      site: { kind: "service", operations: { page: [{ work: "100ms" }] } },
    },
    load: { shop: { open: at(0, 20, 200, 210, 1000), to: "edge" } },
    links: { "shop -> edge": { latency: "10ms" } },
    policies: { "shop -> edge": { timeout: "1s", cancels: true } },
    faults: [{ do: "crash", target: "edge", at: "60ms", for: "10ms" }],
  })
  const spans = spansOf(recorded).filter(({ to }) => to.includes("edge"))
  // Fetches: 10 to 60 (crash), 210 to 310. Those of 20 and 210 wait from 30 to 60 and from 220 to 310.
  expect(spans.map(({ outcome, parts }) => [outcome, parts.queue, parts.network])).toEqual([
    ["lost", 0, 20],
    ["lost", 30, 20],
    ["ok", 0, 20],
    ["ok", 90, 20],
    ["ok", 0, 20],
  ])
})

it("every two ways of collapsing differ", () => {
  const asks = [...burst(8, 0), ...burst(8, 1500), ...burst(8, 1550)]
  const modes = ["none", "lock", "waiting-list", "revalidate"]
  const traces = modes.map((collapsing) => tookMs(run({ ttl: "1s", collapsing }, asks)).join(" "))
  expect(new Set(traces).size).toBe(modes.length)
})

it("every two profiles differ, and from the defaults", () => {
  // Together at the start, and when each of them has let the object expire: 125 s (within grace of Varnish), 15 min, 3 h, 26 h.
  const asks = [0, 125e3, 900e3, 10_800e3, 93_600e3].flatMap((atMs) => burst(8, atMs))
  const variants = [{}, ...cdn.profiles.map(({ params }) => params)]
  const traces = variants.map((params) => {
    const world = run(params, asks)
    return [...tookMs(world), count(world, "hits"), count(world, "expired")].join(" ")
  })
  expect(cdn.profiles).toHaveLength(4)
  expect(new Set(traces).size).toBe(5)
})
