import { describe, expect, it } from "vitest"
import { Run } from "../../../scenarios/run/run.ts"
import { asking, askingFor, fault, service } from "../../engine/operations/estate.ts"
import { broken, type Document, edgeOf, endings, planOf, runOf, spansOf } from "../../scenarios/run/support.ts"

const failing = [{ work: "1ms" }, { fail: "100%" }]
const working = (workMs: number, more: object = {}) => ({ operations: { go: [{ work: `${workMs}ms` }] }, ...more })

interface Row {
  readonly name: string
  readonly document: Document
  readonly policy: object
  /** In the order of sending. */
  readonly ends: readonly string[]
  /** Of the calls from `shop` to `a`. */
  readonly edge: { readonly calls: number; readonly retries: number; readonly outcomes: object }
}

const threeInARow = { kind: "consecutive-failures", failures: 3, openMin: "20ms", jitter: "0%" }
const twice = { attemptsMax: 2, backoff: "fixed 10ms" }

const rows: readonly Row[] = [
  {
    // The third failure comes in at 6: open until 26, then one probe, which fails; open until 72.
    name: "a breaker opens after failures, lets one probe through, and opens for longer",
    document: askingFor(failing, [1, 3, 5, 7, 25, 31, 33, 71]),
    policy: { breaker: threeInARow },
    ends: [
      ...["error 1", "error 1", "error 1", "circuit-open 0", "circuit-open 0"],
      ...["error 1", "circuit-open 0", "circuit-open 0"],
    ],
    edge: { calls: 8, retries: 0, outcomes: { error: 4, "circuit-open": 4 } },
  },
  {
    name: "an open breaker ends retries, since it is not worth another try",
    document: askingFor(failing, [1, 50]),
    policy: {
      breaker: { ...threeInARow, failures: 2, openMin: "1s" },
      retry: { attemptsMax: 4, backoff: "fixed 10ms" },
    },
    ends: ["circuit-open 22", "circuit-open 0"],
    edge: { calls: 4, retries: 2, outcomes: { error: 2, "circuit-open": 2 } },
  },
  {
    name: "a bulkhead turns away what exceeds it",
    document: asking(working(10), [1, 2, 3, 12]),
    policy: { bulkhead: { kind: "semaphore", calls: 2 } },
    ends: ["ok 10", "ok 10", "rejected 0", "ok 10"],
    edge: { calls: 4, retries: 0, outcomes: { ok: 3, rejected: 1 } },
  },
  {
    // The second waits from 2 to 7, the third from 8 to 11, the fourth from 9 to 14.
    name: "a bulkhead with a line: first come, first served, for so long",
    document: asking(working(10), [1, 2, 8, 9]),
    policy: { bulkhead: { kind: "semaphore", calls: 1, waitMax: "5ms" } },
    ends: ["ok 10", "rejected 5", "ok 13", "rejected 5"],
    edge: { calls: 4, retries: 0, outcomes: { ok: 2, rejected: 2 } },
  },
  {
    name: "a timeout runs while a try waits in that line, and ends the try there or at the callee",
    document: asking(working(10), [1, 2, 3]),
    policy: { timeout: "12ms", bulkhead: { kind: "semaphore", calls: 1, waitMax: "1s" } },
    ends: ["ok 10", "timeout 12", "timeout 12"],
    edge: { calls: 3, retries: 0, outcomes: { ok: 1, timeout: 2 } },
  },
  {
    // 1..11 and 2..12 in two threads, the third waits and opens nothing, the fourth finds the line full.
    name: "a pool of threads takes more once its line is full",
    document: asking(working(10), [1, 2, 3, 4]),
    policy: { bulkhead: { kind: "thread-pool", core: 1, threadsMax: 2, waiting: 1 } },
    ends: ["ok 10", "ok 19", "ok 10", "rejected 0"],
    edge: { calls: 4, retries: 0, outcomes: { ok: 3, rejected: 1 } },
  },
  {
    name: "an adaptive limit turns away, and grows with what succeeds",
    document: asking(working(10), [1, 2, 12, 13, 14]),
    policy: { limit: { kind: "aimd", initial: 1, limitMin: 1 } },
    ends: ["ok 10", "rejected 0", "ok 10", "ok 10", "rejected 0"],
    edge: { calls: 5, retries: 0, outcomes: { ok: 3, rejected: 2 } },
  },
  {
    name: "a retry for what a bulkhead turned away",
    document: asking(working(10), [1, 2]),
    policy: { bulkhead: { kind: "semaphore", calls: 1 }, retry: twice },
    ends: ["ok 10", "ok 20"],
    edge: { calls: 3, retries: 1, outcomes: { ok: 2, rejected: 1 } },
  },
  {
    name: "a budget ends retries",
    document: askingFor(failing, [1, 50]),
    policy: {
      retry: { attemptsMax: 4, backoff: "none" },
      budget: { kind: "token-bucket", tokensMax: 2, deposit: "0%" },
    },
    ends: ["error 3", "error 1"],
    edge: { calls: 4, retries: 2, outcomes: { error: 4 } },
  },
  {
    name: "what a deadline leaves no time for goes back into the budget",
    document: askingFor(failing, [1, 50, 100]),
    policy: {
      deadline: "5ms",
      retry: { attemptsMax: 2, backoff: "fixed 10ms" },
      budget: { kind: "token-bucket", tokensMax: 1, deposit: "0%" },
    },
    // Without a token the outcome would be the error itself.
    ends: ["deadline 1", "deadline 1", "deadline 1"],
    edge: { calls: 3, retries: 0, outcomes: { error: 3 } },
  },
  {
    name: "a hedge goes to another replica, and the first answer wins",
    document: { ...asking(working(1, { replicas: 2 }), [1]), faults: [fault("pause", 0, 50, { target: "a[0]" })] },
    policy: { hedge: { kind: "fixed-delay", delay: "10ms" } },
    ends: ["ok 11"],
    edge: { calls: 2, retries: 1, outcomes: { ok: 1, cancelled: 1 } },
  },
  {
    name: "a failed try sends the next hedge at once; the last failure is the outcome",
    document: askingFor(failing, [1]),
    policy: { hedge: { kind: "fixed-delay", delay: "10ms", triesMax: 3 } },
    ends: ["error 3"],
    edge: { calls: 3, retries: 2, outcomes: { error: 3 } },
  },
  {
    name: "hedged tries all end at the deadline",
    document: asking(working(100), [1]),
    policy: { deadline: "25ms", hedge: { kind: "fixed-delay", delay: "10ms", triesMax: 5 } },
    ends: ["deadline 25"],
    edge: { calls: 3, retries: 2, outcomes: { deadline: 3 } },
  },
  {
    name: "a round of hedged tries is one try to a retry",
    document: askingFor(failing, [1]),
    policy: { hedge: { kind: "fixed-delay", delay: "10ms" }, retry: { attemptsMax: 2, backoff: "fixed 10ms" } },
    // 1 + 1, 10, 1 + 1
    ends: ["error 14"],
    edge: { calls: 4, retries: 3, outcomes: { error: 4 } },
  },
  {
    name: "a budget bounds hedges too",
    document: asking(working(30), [1, 2, 3]),
    policy: {
      hedge: { kind: "fixed-delay", delay: "10ms" },
      budget: { kind: "token-bucket", tokensMax: 1, deposit: "0%" },
    },
    ends: ["ok 30", "ok 30", "ok 30"],
    edge: { calls: 4, retries: 1, outcomes: { ok: 3, cancelled: 1 } },
  },
  {
    name: "an outlier is left alone",
    document: {
      ...asking(working(1, { replicas: 2 }), [1, 2, 3, 4, 5]),
      faults: [fault("crash", 0, 100, { target: "a[0]" })],
    },
    policy: { outliers: { kind: "max-fails", failures: 2 } },
    ends: ["refused 0", "ok 1", "refused 0", "ok 1", "ok 1"],
    edge: { calls: 5, retries: 0, outcomes: { ok: 3, refused: 2 } },
  },
  {
    // The first gives up at 11, so that the second, in line from 5 on, goes out and the third would have to wait.
    name: "nobody waits in line for nobody",
    document: asking(working(100), [1, 5, 12]),
    policy: {
      timeout: "10ms",
      outliers: { kind: "failure-accrual", failures: 1 },
      bulkhead: { kind: "semaphore", calls: 1, waitMax: "1s" },
    },
    ends: ["timeout 10", "timeout 10", "unreachable 0"],
    edge: { calls: 3, retries: 0, outcomes: { timeout: 2, unreachable: 1 } },
  },
  {
    name: "with every replica left alone, nobody can be called",
    document: { ...asking(working(1), [1, 2]), faults: [fault("crash", 0, 100)] },
    policy: { outliers: { kind: "failure-accrual", failures: 1 } },
    ends: ["refused 0", "unreachable 0"],
    edge: { calls: 2, retries: 0, outcomes: { refused: 1, unreachable: 1 } },
  },
]

describe("policies", () => {
  it.each(rows)("$name", ({ document, policy, ends, edge }) => {
    const recorded = runOf({ ...document, policies: { "shop -> a": policy } })
    expect(endings(recorded)).toEqual(ends)
    expect(edgeOf(recorded.run, "shop -> a")).toEqual(edge)
    expect(spansOf(recorded).filter(({ parent }) => parent >= 0)).toHaveLength(edge.calls)
    expect(broken(recorded.run)).toEqual([])
    expect(recorded.run.estate.sim.frames.live).toBe(0)
  })

  it("the wait for a place counts as one for a pool", () => {
    const recorded = runOf({
      ...asking(working(10), [1, 2]),
      policies: { "shop -> a": { bulkhead: { kind: "semaphore", calls: 1, waitMax: "20ms" } } },
    })
    const parts = spansOf(recorded).map(({ parts: { pool, downstream, service: own } }) => [pool, downstream, own])
    // Each call and its one try.
    expect(parts).toEqual([
      [0, 10, 0],
      [0, 0, 10],
      [0, 19, 0],
      [9, 0, 10],
    ])
  })

  it("a crash gives up calls one by one, and none of those in line gets out meanwhile", () => {
    const { run } = runOf({
      ...askingFor([{ call: "b" }], [1, 2, 3, 50], { b: service([{ work: "20ms" }]) }),
      policies: { "a -> b": { bulkhead: { kind: "semaphore", calls: 1, waitMax: "1s" } } },
      faults: [fault("crash", 5, 10)],
    })
    expect(edgeOf(run, "a -> b").outcomes).toEqual({ cancelled: 3, ok: 1 })
    const b = run.estate.instances.find(({ component }) => component === "b")?.self ?? -1
    expect(run.estate.sim.meters.arrivals(b)).toBe(2)
    expect(run.estate.sim.frames.live).toBe(0)
  })

  it("a hedge that lost is told, where the policy says so", () => {
    const endOfWork = (cancels: boolean) => {
      const { run } = runOf({
        ...asking({ replicas: 2, speeds: [1, 10], operations: { go: [{ work: "40ms" }, { work: "40ms" }] } }, [1, 60]),
        policies: { "shop -> a": { cancels, hedge: { kind: "fixed-delay", delay: "10ms" } } },
      })
      return run.estate.sim.meters.outcomesOf(0)
    }
    // The slow replica stops at its next step.
    expect(endOfWork(true)[0]).toBeLessThan(endOfWork(false)[0] ?? 0)
  })

  it("a throttle lets out about K calls for each one accepted", () => {
    const run = new Run(
      planOf({
        run: { duration: "30s" },
        ...capacity(100),
        policies: { "shop -> a": { throttle: { kind: "accept-share", window: "10s" } } },
      }),
    )
    run.advance(15e9)
    const self = run.estate.instances.find(({ component }) => component === "a")?.self ?? -1
    const before = run.estate.sim.meters.arrivals(self)
    run.advance()
    // A13: offered 1000/s, capacity 100/s: 200/s within 5 %.
    const perSecond = (run.estate.sim.meters.arrivals(self) - before) / 15
    expect(Math.abs(perSecond / 200 - 1)).toBeLessThan(0.05)
  })
})

it.each([
  [{ budget: "token-bucket" }, "a budget bounds further tries; it goes with retry or hedge"],
  [{ breaker: { kind: "sliding-window", calls: 0 } }, "1"],
])("%j is refused", (policy, words) => {
  expect(() => planOf({ ...asking(working(1), [1]), policies: { "shop -> a": policy } })).toThrow(words)
})

/** A service that takes so many calls a second and refuses the rest, and ten times as many calls. */
function capacity(perSecond: number): Document {
  return {
    components: {
      shop: { kind: "client" },
      a: {
        kind: "service",
        concurrency: 1,
        queue: { lengthMax: 5 },
        operations: { go: [{ work: `${1000 / perSecond}ms` }] },
      },
    },
    load: { shop: { open: `poisson ${10 * perSecond}/s`, to: "a" } },
  }
}
