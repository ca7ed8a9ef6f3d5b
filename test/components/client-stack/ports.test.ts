import { describe, expect, it } from "vitest"
import { asking, askingFor, service } from "../../engine/operations/estate.ts"
import {
  at,
  broken,
  type Document,
  edgeOf,
  endings,
  levelOf,
  meanMs,
  rootsOf,
  runOf,
  spansOf,
  startOf,
} from "../../scenarios/run/support.ts"

const failing = [{ work: "1ms" }, { fail: "100%" }]
const slot = (workMs: number) => ({ concurrency: 1, operations: { go: [{ work: `${workMs}ms` }] } })
const crash = { do: "crash", target: "a", at: "0ms", for: "20ms" }

interface Row {
  readonly name: string
  readonly document: Document
  readonly policy: object
  /** In the order of sending. */
  readonly ends: readonly string[]
  /** Of the calls from `shop` to `a`. */
  readonly edge: {
    readonly calls: number
    readonly retries: number
    readonly outcomes: Readonly<Record<string, number>>
  }
}

const rows: readonly Row[] = [
  {
    name: "an answer in time",
    document: asking(slot(10), [1]),
    policy: { timeout: "50ms" },
    ends: ["ok 10"],
    edge: { calls: 1, retries: 0, outcomes: { ok: 1 } },
  },
  {
    // 1..41, 41..81 (nobody waits after 52), 81..121: the third gives up at 103.
    name: "a timeout; the work goes on and keeps others waiting",
    document: asking(slot(40), [1, 2, 53]),
    policy: { timeout: "50ms" },
    ends: ["ok 40", "timeout 50", "timeout 50"],
    edge: { calls: 3, retries: 0, outcomes: { ok: 1, timeout: 2 } },
  },
  {
    // The second is at work when its caller gives up at 52, the third in line: it leaves at 53. The fourth gets 81..121.
    name: "a cancellation takes a request out of the line",
    document: asking(slot(40), [1, 2, 3, 80]),
    policy: { timeout: "50ms", cancels: true },
    ends: ["ok 40", "timeout 50", "timeout 50", "ok 41"],
    edge: { calls: 4, retries: 0, outcomes: { ok: 2, timeout: 2 } },
  },
  {
    name: "without one the fourth waits for the third",
    document: asking(slot(40), [1, 2, 3, 80]),
    policy: { timeout: "50ms" },
    ends: ["ok 40", "timeout 50", "timeout 50", "timeout 50"],
    edge: { calls: 4, retries: 0, outcomes: { ok: 1, timeout: 3 } },
  },
  {
    // Steps of 20: told at 31, it stops at 41 instead of going on to 61.
    name: "a cancellation ends work at its next step",
    document: asking(
      { concurrency: 1, operations: { go: [{ work: "20ms" }, { work: "20ms" }, { work: "20ms" }] } },
      [1, 35],
    ),
    policy: { timeout: "30ms", cancels: true },
    ends: ["timeout 30", "timeout 30"],
    edge: { calls: 2, retries: 0, outcomes: { timeout: 2 } },
  },
  {
    name: "tries again after a fixed time",
    document: askingFor(failing, [1]),
    policy: { retry: { attemptsMax: 3, backoff: "fixed 10ms" } },
    // 1 + 10 + 1 + 10 + 1
    ends: ["error 23"],
    edge: { calls: 3, retries: 2, outcomes: { error: 3 } },
  },
  {
    name: "tries again after longer and longer times, up to a cap",
    document: askingFor(failing, [1]),
    policy: { retry: { attemptsMax: 4, backoff: "exponential 10ms..30ms" } },
    // 10 + 20 + 30 and four tries
    ends: ["error 64"],
    edge: { calls: 4, retries: 3, outcomes: { error: 4 } },
  },
  {
    name: "a factor of its own",
    document: askingFor(failing, [1]),
    policy: { retry: { attemptsMax: 3, backoff: "exponential 10ms..1s factor=3" } },
    ends: ["error 43"],
    edge: { calls: 3, retries: 2, outcomes: { error: 3 } },
  },
  {
    name: "tries again at once",
    document: askingFor(failing, [1]),
    policy: { retry: { attemptsMax: 3, backoff: "none" } },
    ends: ["error 3"],
    edge: { calls: 3, retries: 2, outcomes: { error: 3 } },
  },
  {
    name: "one try is no retry",
    document: askingFor(failing, [1]),
    policy: { retry: { attemptsMax: 1 } },
    ends: ["error 1"],
    edge: { calls: 1, retries: 0, outcomes: { error: 1 } },
  },
  {
    name: "not after an outcome that is not on the list",
    document: askingFor(failing, [1]),
    policy: { retry: { attemptsMax: 3, on: ["timeout"] } },
    ends: ["error 1"],
    edge: { calls: 1, retries: 0, outcomes: { error: 1 } },
  },
  {
    name: "after one that is",
    document: askingFor([{ work: "1ms" }, { fail: "rate-limited" }], [1]),
    policy: { retry: { attemptsMax: 2, backoff: "fixed 5ms", on: ["rate-limited"] } },
    ends: ["rate-limited 7"],
    edge: { calls: 2, retries: 1, outcomes: { "rate-limited": 2 } },
  },
  {
    name: "until it succeeds",
    document: { ...asking(slot(1), [1]), faults: [crash] },
    policy: { retry: { attemptsMax: 5, backoff: "fixed 15ms" } },
    // refused at 1 and 16, ok at 31
    ends: ["ok 31"],
    edge: { calls: 3, retries: 2, outcomes: { refused: 2, ok: 1 } },
  },
  {
    name: "a timeout for each try",
    document: asking({ operations: { go: [{ work: "100ms" }] } }, [1]),
    policy: { timeout: "30ms", retry: { attemptsMax: 2, backoff: "fixed 5ms" } },
    ends: ["timeout 65"],
    edge: { calls: 2, retries: 1, outcomes: { timeout: 2 } },
  },
  {
    name: "a deadline for all tries: none begins that could not end",
    document: asking({ operations: { go: [{ work: "100ms" }] } }, [1]),
    policy: { timeout: "30ms", deadline: "70ms", retry: { attemptsMax: 9, backoff: "fixed 5ms" } },
    // 0..30, 35..65; the next would begin at 70
    ends: ["deadline 65"],
    edge: { calls: 2, retries: 1, outcomes: { timeout: 2 } },
  },
  {
    name: "the last try ends at the deadline",
    document: asking({ operations: { go: [{ work: "100ms" }] } }, [1]),
    policy: { timeout: "30ms", deadline: "72ms", retry: { attemptsMax: 9, backoff: "fixed 5ms" } },
    ends: ["deadline 72"],
    edge: { calls: 3, retries: 2, outcomes: { timeout: 2, deadline: 1 } },
  },
  {
    name: "a deadline without retries",
    document: asking({ operations: { go: [{ work: "100ms" }] } }, [1]),
    policy: { deadline: "40ms" },
    ends: ["deadline 40"],
    edge: { calls: 1, retries: 0, outcomes: { deadline: 1 } },
  },
]

describe("ports", () => {
  it.each(rows)("$name", ({ document, policy, ends, edge }) => {
    const recorded = runOf({ ...document, policies: { "shop -> a": policy } })
    expect(endings(recorded)).toEqual(ends)
    expect(edgeOf(recorded.run, "shop -> a")).toEqual(edge)
    expect(broken(recorded.run)).toEqual([])
    expect(recorded.run.estate.sim.frames.live).toBe(0)
    expect([levelOf(recorded.run, "a.busy"), levelOf(recorded.run, "a.queue")]).toEqual([0, 0])
  })

  it("callees inherit the deadline, and those they call", () => {
    const recorded = runOf({
      ...askingFor([{ work: "5ms" }, { call: "b" }], [1], {
        b: service([{ work: "2ms" }, { call: "c" }]),
        c: service([{ work: "100ms" }]),
      }),
      policies: { "shop -> a": { deadline: "20ms" }, "b -> c": { timeout: "1s" } },
    })
    // a works 5, b 2: 13 are left for c. b hears first and answers; the three settle within one instant.
    const took = spansOf(recorded).map(({ to, outcome, tookMs }) => `${to} ${outcome} ${tookMs}`)
    expect(took[0]).toBe("a deadline 20")
    expect(took[2]).toBe("c deadline 13")
  })

  it("a request that comes to its turn after the deadline of its caller's caller is not worked on", () => {
    const recorded = runOf({
      ...askingFor([{ call: "b" }], [1, 2], { b: service([{ work: "30ms" }], { concurrency: 1 }) }),
      policies: { "shop -> a": { deadline: "20ms" } },
    })
    expect(endings(recorded)).toEqual(["deadline 20", "deadline 20"])
    // The first keeps its slot to the end, the second's turn comes at 31: too late.
    const atB = spansOf(recorded).filter(({ to }) => to === "b")
    expect(atB.map(({ outcome, tookMs }) => `${outcome} ${tookMs}`)).toEqual(["ok 30", "deadline 29"])
  })

  it("each try is a span below its call, numbered", () => {
    const recorded = runOf({
      ...askingFor(failing, [1]),
      policies: { "shop -> a": { retry: { attemptsMax: 3, backoff: "fixed 10ms" } } },
    })
    expect(spansOf(recorded).map(({ parent, attempt, startMs, tookMs }) => [parent, attempt, startMs, tookMs])).toEqual(
      [
        [-1, 0, 1, 23],
        [0, 0, 1, 1],
        [0, 1, 12, 1],
        [0, 2, 23, 1],
      ],
    )
  })

  it("a retry of the callee draws anew", () => {
    const recorded = runOf({
      ...askingFor([{ work: "exponential 10ms" }, { fail: "100%" }], [1], {}),
      policies: { "shop -> a": { retry: { attemptsMax: 20, backoff: "none" } } },
    })
    const tries = spansOf(recorded).slice(1)
    expect(new Set(tries.map(({ tookMs }) => tookMs)).size).toBe(20)
  })
})

describe("waits between tries", () => {
  const requests = 2000
  // Mean of the one wait; four standard deviations of the mean of 2000: 4 s / sqrt(2000).
  it.each([
    // uniform 0..10: s = 2.89
    ["full", "fixed 10ms", 5, 0.26],
    // uniform 5..10: s = 1.44
    ["equal", "fixed 10ms", 7.5, 0.13],
    // uniform 10..30: s = 5.77
    ["decorrelated", "exponential 10ms..1s", 20, 0.52],
    // the same, cut at 20: half are 20, the others uniform 10..20: 17.5, s = 3.23
    ["decorrelated", "exponential 10ms..20ms", 17.5, 0.29],
    ["none", "fixed 10ms", 10, 0],
  ])("%s jitter, %s: %d ms on average", (jitter, backoff, meanWaitMs, tolerance) => {
    const recorded = runOf({
      run: { duration: "21s" },
      components: { shop: { kind: "client" }, a: service([{ fail: "100%" }]) },
      load: { shop: { open: "constant 100/s", to: "a", stopAt: "20005ms" } },
      policies: { "shop -> a": { retry: { attemptsMax: 2, backoff, jitter } } },
    })
    const waits = rootsOf(recorded).map(({ parts }) => parts.backoff)
    expect(waits).toHaveLength(requests)
    expect(Math.abs(waits.reduce((sum, wait) => sum + wait, 0) / requests - meanWaitMs)).toBeLessThanOrEqual(tolerance)
  })
})

describe("replicas", () => {
  it("takes them in turn, each caller on its own", () => {
    const { run } = runOf(asking({ replicas: 3, operations: { go: [{ work: "1ms" }] } }, [1, 2, 3, 4, 5, 6, 7]))
    const arrivals = run.estate.instances.map(({ self }) => run.estate.sim.meters.arrivals(self))
    expect(arrivals).toEqual([3, 2, 2, 0])
  })

  it("goes on to the next replica when one is refused", () => {
    const recorded = runOf({
      ...asking({ replicas: 2, operations: { go: [{ work: "1ms" }] } }, [1, 2, 3]),
      policies: { "shop -> a": { retry: { attemptsMax: 2, backoff: "fixed 4ms" } } },
      faults: [{ ...crash, target: "a[0]", for: "1s" }],
    })
    // a[0] at 1, a[1] at 2, a[0] at 3; then the retries: a[1] at 5, a[0] at 7: refused again.
    expect(endings(recorded)).toEqual(["ok 5", "ok 1", "refused 4"])
  })

  it("keeps the balance of calls when callers crash", () => {
    const { run } = startOf({
      ...askingFor([{ call: "b" }], [1, 2, 3, 40, 41], { b: service([{ work: "20ms" }], { replicas: 2 }) }),
      policies: { "a -> b": { balance: "least-connections" } },
      faults: [{ ...crash, at: "5ms" }],
    })
    run.advance(42e6)
    const [, b0, b1] = run.estate.instances.filter(({ component }) => component !== "shop").map(({ self }) => self)
    // Three before the crash, two after; nothing of the first three is still counted as in flight.
    const inFlight = [b0, b1].map((self) => run.estate.sim.meters.present(self ?? -1))
    expect(inFlight).toEqual([1, 1])
    run.advance()
    expect(meanMs(run, "shop.latency")).toBe(20)
    expect(edgeOf(run, "a -> b").outcomes).toEqual({ cancelled: 3, ok: 2 })
  })
})

describe("a load with a deadline and no policy", () => {
  it("is told when the callee drops it", () => {
    const recorded = runOf({
      components: { shop: { kind: "client" }, a: { kind: "service", ...slot(10) } },
      load: { shop: { open: at(1, 2), to: "a", deadline: "5ms" } },
    })
    expect(endings(recorded)).toEqual(["ok 10", "deadline 9"])
  })
})
