import { describe, expect, test } from "vitest"
import { client } from "../../../components/client/index.ts"
import { offeredPerSecond } from "../../../components/client/offered-rate.ts"
import { operationNames } from "../../../components/client/operation-names.ts"
import { countsOf } from "../../../components/client/tally.ts"
import { hashText } from "../../../engine/chance/hash.ts"
import { ERROR, OK, TIMEOUT } from "../../../engine/frames/outcome.ts"
import { buildWorld, loadOf, restoreWorld, runWorld, saveWorld } from "./support/world.ts"

const SECOND = 1e9

describe("what it declares", () => {
  test("offers nothing, has no capacity, obeys no faults", () => {
    expect(client.offer({})).toEqual({ own: [], fallback: undefined })
    expect([client.capacity({}), client.faults]).toEqual([[], []])
    expect(client.params.safeParse({ concurrency: 3 }).success).toBe(false)
  })

  const load = loadOf({
    open: "poisson 10/s",
    to: "gw",
    mix: {
      pay: { method: "POST", path: "/pay" },
      home: { path: "/" },
      again: { method: "GET", path: "/" },
      charge: { to: "pay.charge" },
      refund: { operation: "refund" },
      any: {},
    },
  })

  test("calls its targets, each with its places and its share", () => {
    const calls = client
      .calls({}, load)
      .map(({ to, request, path, operationPath }) => [
        request ?? `${to.component}.${to.operation}`,
        path.join("."),
        operationPath?.join("."),
      ])
    expect(calls).toEqual([
      ["POST /pay", "to", "mix.pay.path"],
      ["GET /", "to", "mix.home.path"],
      ["GET /", "to", "mix.again.path"],
      ["pay.charge", "mix.charge.to", undefined],
      ["gw.refund", "to", "mix.refund.operation"],
      ["gw.undefined", "to", undefined],
    ])
    const expected = (mix: object) =>
      client.calls({}, loadOf({ open: "poisson 1/s", to: "gw", mix })).map((call) => call.expected)
    expect(expected({ a: { share: "25%" }, b: { share: "25%" } })).toEqual([0.5, 0.5])
    expect(client.calls({}, loadOf({ open: "poisson 1/s", to: "pay" }))).toMatchObject([{ path: ["to"], expected: 1 }])
  })

  test("names the operations that are mentioned, each once", () => {
    expect(operationNames(load)).toEqual(["POST /pay", "GET /", "charge", "refund"])
    expect(operationNames(loadOf({ open: "poisson 1/s", to: "pay" }))).toEqual([])
    const mix = { a: { path: "/a", headers: { "X-B": 2, "x-a": true }, host: "Shop.example" } }
    expect(operationNames(loadOf({ open: "poisson 1/s", to: "gw", mix }))).toEqual([
      "GET /a host=shop.example x-a=true x-b=2",
    ])
  })

  test("the offered rate of an open load; a closed one has none", () => {
    const rate = (input: object) =>
      offeredPerSecond(loadOf({ to: "pay", ...input }), () => ({ kind: "constant", value: 5 }))
    expect(rate({ open: "batch 10/s size=5" })).toBe(50)
    expect(rate({ closed: { clients: 5, think: "1s" } })).toBeUndefined()
  })
})

describe("an open load", () => {
  test("sends at the arrivals' instants, whatever becomes of the requests", () => {
    const world = runWorld({ open: "constant 100/s", to: "pay" }, SECOND, { serviceNs: 10 * SECOND })
    expect(world.probe.seen.map(({ atNs }) => atNs)).toEqual(
      Array.from({ length: 100 }, (_, index) => (index + 1) * 10e6),
    )
    expect(countsOf(world.tally.whole)).toMatchObject({ offered: 100, completed: 0, inFlight: 100 })
    expect(world.actor.waiting()).toHaveLength(100)
    expect(world.actor.waiting()[0]).toMatchObject({ resource: "an answer", holder: 1 })
  })

  test("between startAt and stopAt, the processes' time from startAt on", () => {
    const load = { open: "constant 100/s phase=0s", to: "pay", startAt: "2s", stopAt: "2030ms" }
    const { probe, sim, tally } = runWorld(load, 10 * SECOND, { serviceNs: SECOND })
    expect(probe.seen.map(({ atNs }) => atNs / 1e6)).toEqual([2000, 2010, 2020])
    expect(countsOf(tally.whole)).toMatchObject({ offered: 3, completed: 3, inFlight: 0 })
    expect(sim.frames.live).toBe(0)
  })

  test("a batch is sent at one instant, with running root numbers", () => {
    const { probe, sim } = runWorld({ open: "batch 10/s size=7", to: "pay" }, 10 * SECOND)
    const seen = probe.seen
    expect(seen.length % 7).toBe(0)
    expect(seen.length).toBeGreaterThan(0)
    seen.forEach(({ root, atNs }, index) => {
      expect(root).toBe(index)
      expect(atNs).toBe(seen[index - (index % 7)]?.atNs)
    })
    // Nothing waits but the timer of the next batch.
    expect(sim.pool.live).toBe(1)
  })

  test("a trace beyond the time a run can reach just ends", () => {
    const { probe } = runWorld(
      { open: { kind: "trace", at: ["1s", "104d"] }, to: "pay", startAt: "10d" },
      20 * 86_400 * SECOND,
    )
    expect(probe.seen.map(({ atNs }) => atNs)).toEqual([10 * 86_400 * SECOND + SECOND])
  })
})

describe("a closed load", () => {
  const closed = (input: object) => ({ closed: { clients: 20, think: "exponential 900ms", ...input }, to: "pay" })

  test("never more in flight than users, and N/(Z+S) requests a second", () => {
    const { probe, tally } = runWorld(closed({}), 2000 * SECOND, { serviceNs: 0.1 * SECOND })
    const { completed, inFlight } = countsOf(tally.whole)
    expect(probe.presentMax).toBeLessThanOrEqual(20)
    expect(probe.presentMax).toBeGreaterThan(4)
    expect(inFlight).toBeLessThanOrEqual(20)
    // 20 / (0.9 s + 0.1 s) = 20/s. A renewal count of 40,000 with SCV 0.81: standard deviation 180.
    expect(Math.abs(completed - 40_000)).toBeLessThan(5 * 180)
  })

  test("users begin together, or evenly over the stagger", () => {
    const starts = (input: object) =>
      runWorld(closed(input), SECOND, { serviceNs: 9 * SECOND }).probe.seen.map(({ atNs }) => atNs)
    expect(starts({ clients: 4 })).toEqual([0, 0, 0, 0])
    expect(starts({ clients: 4, stagger: "1s" })).toEqual([0, 0.25e9, 0.5e9, 0.75e9])
  })

  test("a fixed think time gives a fixed rhythm, until stopAt", () => {
    const load = { ...closed({ clients: 1, think: "2s" }), startAt: "1s", stopAt: "8s" }
    const { probe, tally } = runWorld(load, 60 * SECOND, { serviceNs: SECOND })
    expect(probe.seen.map(({ atNs }) => atNs / SECOND)).toEqual([1, 4, 7])
    expect(countsOf(tally.whole)).toMatchObject({ offered: 3, completed: 3, inFlight: 0 })
  })
})

describe("what a request carries", () => {
  test("target, operation, class, priority and deadline of its class", () => {
    const load = {
      open: "constant 1000/s",
      to: "gw",
      priority: 5,
      mix: { pay: { method: "POST", path: "/pay", priority: 0, deadline: "3s" }, charge: { to: "pay.charge" } },
    }
    const { probes, operations } = runWorld(load, SECOND, { targets: ["gw", "pay"] })
    const [gw, pay] = probes.map(({ seen }) => seen)
    expect((gw?.length ?? 0) + (pay?.length ?? 0)).toBe(1000)
    expect(new Set(gw?.map(({ operation }) => operations.nameOf(operation)))).toEqual(new Set(["POST /pay"]))
    expect(new Set(pay?.map(({ operation }) => operations.nameOf(operation)))).toEqual(new Set(["charge"]))
    for (const { atNs, deadlineAtNs, ...rest } of gw ?? []) {
      expect(rest).toMatchObject({ tag: 0, priority: 0 })
      expect(deadlineAtNs).toBe(atNs + 3 * SECOND)
    }
    for (const seen of pay ?? [])
      expect(seen).toMatchObject({ tag: 1, priority: 5, deadlineAtNs: Infinity, patienceNs: 0 })
  })

  test("two clients and two replicas share no luck", () => {
    const visitOf = (options: object) =>
      runWorld({ open: "constant 1/s", to: "pay" }, SECOND, options).probe.seen[0]?.visit
    expect(visitOf({})).toBe(hashText("shop", 0))
    expect(visitOf({ component: "app" })).toBe(hashText("app", 0))
    expect(visitOf({ replicas: 3, replica: 2 })).toBe(hashText("shop[2]", 0))
  })
})

describe("what it measures", () => {
  const outcomeOf = (root: number) => (root % 10 === 0 ? TIMEOUT : root % 10 === 1 ? ERROR : OK)
  const load = { open: "constant 1000/s", to: "pay", mix: { a: { share: "25%" }, b: { share: "75%" } } }

  test("every request once, by class and outcome", () => {
    const { tally } = runWorld(load, 10 * SECOND + 5e6, { serviceNs: 20e6, outcomeOf })
    const whole = countsOf(tally.whole)
    // 20 ms in flight at 1000/s: those of the last 20 ms are not back; the one due now is.
    expect(whole).toEqual({
      offered: 10_005,
      completed: 9985,
      succeeded: 7987,
      outcomes: { ok: 7987, timeout: 999, error: 999 },
      inFlight: 20,
    })
    const classes = tally.classes.map(countsOf)
    for (const key of ["offered", "completed", "succeeded", "inFlight"] as const) {
      expect(classes.reduce((sum, counts) => sum + counts[key], 0)).toBe(whole[key])
    }
    expect(tally.names).toEqual(["a", "b"])
    for (const { offered, completed, inFlight } of classes) expect(offered).toBe(completed + inFlight)
  })

  test("latency of successes only, in the names that run.metric knows", () => {
    const { tally, metrics } = runWorld(load, 5 * SECOND, { serviceNs: 20e6, outcomeOf })
    expect(tally.whole.latency.wholeRun.count).toBe(countsOf(tally.whole).succeeded)
    expect(tally.whole.latency.wholeRun.mean()).toBe(20e6)
    expect(metrics.get("shop.latency.a")).toBe(tally.classes[0]?.latency)
    expect(metrics.names()).toEqual(
      expect.arrayContaining(["shop.offered", "shop.succeeded.b", "shop.outcome.timeout.a"]),
    )
  })

  test("a warm-up's end forgets counts but not what is in flight", () => {
    const world = buildWorld(load, { serviceNs: 20e6 })
    world.start()
    world.sim.run(SECOND)
    const before = countsOf(world.tally.whole).inFlight
    world.sim.clock.reset()
    expect(countsOf(world.tally.whole)).toEqual({
      offered: 0,
      completed: 0,
      succeeded: 0,
      outcomes: {},
      inFlight: before,
    })
    world.sim.run(2 * SECOND)
    const { offered, completed, inFlight } = countsOf(world.tally.whole)
    expect(offered).toBe(1000)
    expect(before + offered).toBe(completed + inFlight)
  })

  test("without a mix the one class is named as the operation it asks for", () => {
    const names = (to: string) => buildWorld({ open: "constant 1/s", to }).tally.names
    expect([names("pay.charge"), names("pay")]).toEqual([["charge"], ["main"]])
  })
})

describe("deterministic and saved", () => {
  const carried = { keys: "zipf n=1000 s=1.1", bytes: "exponential 2kB", patience: "exponential 5ms" }
  const mix = { a: { share: "30%" }, b: { share: "70%", bytes: "1kB" } }
  const loads: readonly object[] = [
    { open: "poisson 5000/s" },
    {
      open: {
        kind: "mmpp",
        states: [
          { rate: "100/s", stay: "50ms" },
          { rate: "9000/s", stay: "50ms" },
        ],
      },
    },
    {
      open: {
        kind: "curve",
        points: [
          { at: "0s", rate: "0/s" },
          { at: "300ms", rate: "9000/s" },
        ],
        repeat: "500ms",
      },
    },
    { open: { kind: "batch", rate: "500/s", sizes: "exponential 6" } },
    { open: { kind: "trace", at: ["1ms", "2ms", "5ms"], repeat: "7ms" } },
    { closed: { clients: 30, think: "exponential 5ms", stagger: "600ms" } },
  ]
  const traceOf = ({ sim, probe, tally, actor }: ReturnType<typeof buildWorld>) => ({
    digest: sim.digest.toText(),
    seen: probe.seen,
    counts: countsOf(tally.whole),
    classes: tally.classes.map(countsOf),
    actor: actor.snapshot(),
  })

  test.each(loads)("%j", (load) => {
    const input = { ...load, to: "pay", mix, ...carried }
    const options = { serviceNs: 3e6, outcomeOf: (root: number) => (root % 7 === 0 ? ERROR : OK) }
    const whole = runWorld(input, SECOND, options)
    expect(traceOf(runWorld(input, SECOND, options))).toEqual(traceOf(whole))
    expect(runWorld(input, SECOND, { ...options, seed: "43" }).probe.seen).not.toEqual(whole.probe.seen)

    const half = runWorld(input, 0.4321 * SECOND, options)
    const saved = saveWorld(half)
    const rest = buildWorld(input, options)
    restoreWorld(rest, saved)
    rest.sim.run(SECOND)
    expect(traceOf(rest)).toEqual(traceOf(whole))
    expect(whole.probe.seen.length).toBeGreaterThan(half.probe.seen.length)
  })
})
