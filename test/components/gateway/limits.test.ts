import { describe, expect, it } from "vitest"
import { LIMITERS } from "../../../components/rate-limiting/choice.ts"
import { expectDeterministic } from "../support/checks.ts"
import { type ComponentText, mistakesIn, World, type WorldOptions } from "../support/world.ts"

const MS = 1e6
const components: Record<string, ComponentText> = {
  api: { kind: "service", operations: { read: [{ work: "1ms" }] } },
  redis: { kind: "cache", serviceTime: "100us", concurrency: 16 },
}

/** Requests to a gateway with these limits, `stepNs` apart. */
function worldOf(limits: readonly object[], count: number, stepNs: number, the: object = {}): WorldOptions {
  return {
    components: { ...components, gw: { kind: "gateway", routes: [{ prefix: "/", to: "api" }], limits, ...the } },
    calls: Array.from({ length: count }, (_, index) => ({ operation: "read", to: "gw", atNs: index * stepNs })),
  }
}

const run = (...parts: Parameters<typeof worldOf>) => new World(worldOf(...parts)).start().run()
const outcomes = (world: World) => {
  const counts: Record<string, number> = {}
  for (const { outcome } of world.driver.answers) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}

const kong = { kind: "fixed-window", limit: 100, window: "1m", clockAtStart: "59s" }

describe("limits of a gateway", () => {
  // Acceptance fact A7, through the whole component.
  it("are Kong's: 200 of 250 requests around a minute's end, and the first refused is told 1 s", () => {
    const world = run([kong], 250, 8 * MS)
    expect(outcomes(world)).toEqual({ ok: 200, "rate-limited": 50 })
    expect([world.count("gw.limited"), world.count("gw.limitedByFixedWindow")]).toEqual([50, 50])
    // 25 were told 1 s and 25 the 60 s of the next minute, less what had gone of it in whole seconds.
    expect(world.latencies("gw.retryAfter")).toEqual({ count: 50, sumNs: (25 + 25 * 60) * 1e9 })
  })

  it("are counted by each replica on its own: three let three times as many through", () => {
    expect(outcomes(run([{ ...kong, clockAtStart: "0s" }], 600, 5 * MS, { replicas: 3 }))).toEqual({
      ok: 300,
      "rate-limited": 300,
    })
  })

  it("all have to let a request pass, and one that refuses spares those after it", () => {
    const first = { kind: "fixed-window", limit: 20, window: "1s" }
    const second = { kind: "gcra", rate: "1/h", burst: 9 }
    const world = run([first, second], 50, MS)
    expect(outcomes(world)).toEqual({ ok: 10, "rate-limited": 40 })
    expect([world.count("gw.limitedByFixedWindow"), world.count("gw.limitedByGcra")]).toEqual([30, 10])
    expect(world.count("gw.limited")).toBe(40)
  })

  it("count a request as they are told", () => {
    expect(outcomes(run([{ kind: "token-bucket", rate: "1/h", burst: 10, cost: 3 }], 10, MS))).toEqual({
      ok: 3,
      "rate-limited": 7,
    })
  })

  it("take presets", () => {
    const nginx = { kind: "nginx-limit-req", preset: "nodelay", rate: "10/s", burst: 5 }
    expect(outcomes(run([nginx], 20, 0))).toEqual({ ok: 6, "rate-limited": 14 })
  })
})

describe("limits that hold requests back", () => {
  const waits = (world: World) =>
    [...world.driver.answers]
      .sort((left, right) => left.call - right.call)
      .map(({ outcome, atNs, startedNs, queuedNs }) => [outcome, (atNs - startedNs) / MS, queuedNs / MS])

  // Acceptance fact A6 and oracle L04, through the whole component: 1 ms is the callee's.
  it("are nginx's: 8 at once leave every 100 ms, and the wait counts as time in a line", () => {
    const world = run([{ kind: "nginx-limit-req", rate: "10/s", burst: 5 }], 8, 0)
    expect(waits(world)).toEqual([
      ...[0, 100, 200, 300, 400, 500].map((ms) => ["ok", ms + 1, ms]),
      ["rate-limited", 0, 0],
      ["rate-limited", 0, 0],
    ])
    expect(world.latencies("gw.held")).toEqual({ count: 6, sumNs: 1500 * MS })
    // The gateway itself works on none of them.
    expect(world.latencies("gw.service").sumNs).toBe(0)
  })

  it("add up to the longest wait of several", () => {
    const slow = { kind: "leaky-bucket", rate: "5/s", queueMax: 9 }
    const world = run([{ kind: "traefik", average: "10/s", burst: 9 }, slow], 3, 0)
    expect(waits(world).map(([, , queued]) => queued)).toEqual([0, 200, 400])
  })

  it("hold a slot meanwhile", () => {
    const world = run([{ kind: "leaky-bucket", rate: "10/s", queueMax: 9 }], 3, 0, { concurrency: 1 })
    // Each is asked when the one before has left: 100 ms between them, but for the 1 ms of work.
    expect(waits(world).map(([, took]) => took)).toEqual([1, 101, 201])
  })

  it("lose those that wait when the replica crashes, and stop with it when it pauses", () => {
    const limits = [{ kind: "leaky-bucket", rate: "10/s", queueMax: 9 }]
    const crashed = new World(worldOf(limits, 5, 0)).start().run(150 * MS)
    crashed.actorOf("gw").onFault("crash", true, 0)
    expect(outcomes(crashed.run())).toEqual({ ok: 2, lost: 3 })
    // Who is lost has waited so far, not as long as it would have had to.
    expect(waits(crashed).slice(2)).toEqual([2, 3, 4].map(() => ["lost", 150, 150]))
    expect(crashed.sim.frames.live).toBe(0)
    const paused = new World(worldOf(limits, 3, 0)).start().run(150 * MS)
    paused.actorOf("gw").onFault("pause", true, 0)
    paused
      .run(1000 * MS)
      .actorOf("gw")
      .onFault("pause", false, 0)
    expect(waits(paused.run()).map(([, took]) => took)).toEqual([1, 101, 1051])
  })

  it("can be run twice, cut and put together", () => {
    const limits = [
      { kind: "nginx-limit-req", rate: "300/s", burst: 20, per: "key" },
      { kind: "leaky-bucket", rate: "600/s", queueMax: 50, store: "redis" },
    ]
    const world = expectDeterministic(worldOf(limits, 200, MS, { replicas: 2 }), 60.1 * MS)
    expect(world.latencies("gw.held").sumNs).toBeGreaterThan(0)
  })
})

describe("limits that are counted in a store", () => {
  const shared = { ...kong, clockAtStart: "0s", store: "redis" }

  it("let as many through as one replica would, after a call to the store", () => {
    const world = run([shared], 600, 5 * MS, { replicas: 3 })
    expect(outcomes(world)).toEqual({ ok: 100, "rate-limited": 500 })
    expect(world.arrivals("redis")).toEqual([600])
    // Every request takes the 100 us of the store; those let through 1 ms more.
    const took = new Set(world.driver.answers.map(({ outcome, atNs, startedNs }) => `${outcome} ${atNs - startedNs}`))
    expect([...took]).toEqual(["ok 1100000", "rate-limited 100000"])
  })

  it("are asked after those that cost no call", () => {
    const own = { kind: "token-bucket", rate: "1/h", burst: 5 }
    const world = run([shared, own], 50, MS)
    expect(world.arrivals("redis")).toEqual([5])
    expect(outcomes(world)).toEqual({ ok: 5, "rate-limited": 45 })
  })

  it.each([
    [undefined, "ok"],
    [true, "ok"],
    [false, "error"],
  ])("with failOpen %s end as %s while the store is down", (failOpen, outcome) => {
    const world = new World(worldOf([{ ...shared, ...(failOpen === undefined ? {} : { failOpen }) }], 300, MS)).start()
    world.actorOf("redis").onFault("crash", true, 0)
    expect(outcomes(world.run())).toEqual({ [outcome]: 300 })
    expect([world.count("gw.storeFailures"), world.count("gw.limited")]).toEqual([300, 0])
  })

  it("let more through where replicas exchange counts off the path, and ask the store nothing", () => {
    const world = run([{ ...shared, syncEvery: "500ms" }], 600, 5 * MS, { replicas: 3 })
    expect(world.arrivals("redis")).toEqual([0])
    const passed = outcomes(world).ok ?? 0
    // Beyond the 100 what comes between two exchanges: at most 200/s for half a second.
    expect(passed).toBeGreaterThan(100)
    expect(passed).toBeLessThanOrEqual(200)
  })

  it("keep what all replicas counted when one of them crashes", () => {
    const world = new World(worldOf([shared], 600, MS, { replicas: 2 })).start().run(250.5 * MS)
    world.actorOf("gw", 0).onFault("crash", true, 0)
    world.actorOf("gw", 0).onFault("crash", false, 0)
    expect(outcomes(world.run()).ok).toBe(100)
  })

  it("can be run twice, cut and put together", () => {
    const limits = [
      { kind: "sliding-log", limit: 20, window: "50ms", store: "redis", per: "key" },
      { kind: "sliding-window-counter", limit: 30, window: "50ms", store: "redis", syncEvery: "20ms" },
    ]
    const world = expectDeterministic(
      worldOf(limits, 200, MS, { replicas: 2, overhead: "exponential 300us" }),
      100.1 * MS,
    )
    expect(world.count("gw.limited")).toBeGreaterThan(0)
  })
})

describe("refusals", () => {
  const base = { kind: "gateway", routes: [{ prefix: "/", to: "api" }] }
  it.each([
    [{ kind: "token-buckets", rate: "1/s", burst: 1 }, 'limits.0.kind: there is no rate limiter "token-buckets"'],
    [
      { kind: "gcra", rate: "1/s", bursts: 1 },
      'limits.0.bursts: unknown parameter "bursts" of gcra; it has rate, burst',
    ],
    [{ kind: "fixed-window", limit: 0, window: "1s" }, "limits.0.limit"],
    [{ kind: "fixed-window", limit: 5 }, 'missing key "window"'],
    [
      { kind: "envoy-local", maxTokens: 5, fillInterval: "20ms" },
      "limits.0.fillInterval: a duration must be at least 50ms",
    ],
    [{ kind: "envoy-global", limit: 5, unit: "fortnight" }, "limits.0.unit"],
    [{ kind: "token-bucket", preset: "aws" }, 'limits.0.preset: there is no preset of token-bucket "aws"'],
    [{ ...kong, failOpen: false }, "limits.0.failOpen: failOpen goes with a store"],
    [{ ...kong, syncEvery: "1s" }, "limits.0.syncEvery: syncEvery goes with a store"],
    [{ ...kong, store: "redis", syncEvery: "10ms" }, "limits.0.syncEvery: a duration must be at least 20ms"],
    [{ ...kong, store: "redis", syncEvery: "1s", failOpen: true }, "limits.0.failOpen: with syncEvery no request asks"],
    [{ kind: "gcra", rate: "1/s", store: "redis", syncEvery: "1s" }, "counts of gcra cannot be added up"],
    [{ ...kong, store: "redis.get" }, "limits.0.store: expected the name of a component"],
  ])("are given for %j", (limit, message) => {
    expect(mistakesIn({ ...base, limits: [limit] }).join("\n")).toContain(message)
  })

  it("are Kong's for a longer window with a lower limit, which would leave the shorter one without use", () => {
    const inWindow = (limit: number, window: string, more = {}) => ({ kind: "fixed-window", limit, window, ...more })
    const text = (...limits: readonly object[]) => mistakesIn({ ...base, limits }).join("\n")
    const message =
      "limits.0.limit: the limit of a longer window must not be lower: that of 20 in 1s could never be used"
    expect(text(inWindow(10, "1m"), inWindow(20, "1s"))).toBe(message)
    for (const other of [inWindow(20, "1m"), inWindow(10, "1s"), inWindow(10, "1m", { per: "key" })])
      expect(text(other, inWindow(20, "1s"))).toBe("")
  })

  it("name every kind there is", () => {
    const text = mistakesIn({ ...base, limits: ["leaky"] }).join("\n")
    for (const kind of LIMITERS.keys()) expect(text).toContain(kind)
  })
})
