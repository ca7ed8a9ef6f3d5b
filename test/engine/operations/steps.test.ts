import { describe, expect, it } from "vitest"
import {
  broken,
  countOf,
  type Document,
  edgeOf,
  endings,
  levelOf,
  runOf,
  spansOf,
} from "../../scenarios/run/support.ts"
import { asking, askingFor, handOver, service } from "./estate.ts"

const tenMs = service([{ work: "10ms" }])
const fourMs = service([{ work: "4ms" }])
const failsAfterFour = service([{ work: "4ms" }, { fail: "100%" }])

interface Row {
  readonly name: string
  readonly document: Document
  /** How each request ended and after how many ms, in the order of sending. */
  readonly ends: readonly string[]
}

const rows: readonly Row[] = [
  { name: "work takes its time", document: askingFor([{ work: "10ms" }], [1]), ends: ["ok 10"] },
  {
    name: "work shares the processor",
    document: asking({ cpu: { cores: 1, discipline: "fifo" }, operations: { go: [{ work: "10ms" }] } }, [1, 1]),
    ends: ["ok 10", "ok 20"],
  },
  {
    name: "a wait does not",
    document: asking({ cpu: { cores: 1, discipline: "fifo" }, operations: { go: [{ wait: "10ms" }] } }, [1, 1]),
    ends: ["ok 10", "ok 10"],
  },
  {
    name: "a call keeps the slot",
    document: asking({ concurrency: 1, operations: { go: [{ call: "b" }] } }, [1, 1], { b: tenMs }),
    ends: ["ok 10", "ok 20"],
  },
  {
    name: "a call that releases does not",
    document: asking({ concurrency: 1, operations: { go: [{ call: { to: "b", release: true } }] } }, [1, 1], {
      b: tenMs,
    }),
    ends: ["ok 10", "ok 10"],
  },
  {
    // Both answers are there after 10; the slot is taken for 5 by one, then by the other.
    name: "and queues for the slot again when there is more to do",
    document: asking(
      { concurrency: 1, operations: { go: [{ call: { to: "b", release: true } }, { work: "5ms" }] } },
      [1, 1],
      { b: tenMs },
    ),
    ends: ["ok 15", "ok 20"],
  },
  {
    // The first works 1..6, is away 6..16, works 16..21. The second works 6..11, is away 11..21, works 21..26.
    name: "others use the slot meanwhile",
    document: asking(
      { concurrency: 1, operations: { go: [{ work: "5ms" }, { call: { to: "b", release: true } }, { work: "5ms" }] } },
      [1, 2],
      { b: tenMs },
    ),
    ends: ["ok 20", "ok 24"],
  },
  {
    // 1..6 and 6..11 at the slot, 10 more with b.
    name: "handing over frees the slot at once",
    document: asking({ concurrency: 1, operations: { go: [{ work: "5ms" }, handOver("b")] } }, [1, 2], { b: tenMs }),
    ends: ["ok 15", "ok 19"],
  },
  {
    name: "the answer of a handed-over request passes unchanged",
    document: askingFor([handOver("b")], [1], { b: service([{ fail: "rejected" }]) }),
    ends: ["rejected 0"],
  },
  {
    name: "a failed call is an error",
    document: askingFor([{ call: "b" }, { work: "9ms" }], [1], { b: service([{ fail: "rejected" }]) }),
    ends: ["error 0"],
  },
  {
    name: "but out of time stays out of time",
    document: askingFor([{ call: "b" }, { work: "9ms" }], [1], { b: service([{ fail: "deadline" }]) }),
    ends: ["deadline 0"],
  },
  {
    name: "a call that is optional may fail",
    document: askingFor([{ call: { to: "b", optional: true } }, { work: "9ms" }], [1], { b: failsAfterFour }),
    ends: ["ok 13"],
  },
  {
    name: "parallel takes as long as the longest",
    document: askingFor([{ parallel: [{ call: "b" }, { call: "c" }, { work: "7ms" }] }], [1], { b: tenMs, c: fourMs }),
    ends: ["ok 10"],
  },
  {
    name: "parallel goes on when enough branches are done",
    document: askingFor([{ parallel: [{ call: "b" }, { call: "c" }], need: 1 }, { work: "1ms" }], [1], {
      b: tenMs,
      c: fourMs,
    }),
    ends: ["ok 5"],
  },
  {
    name: "parallel fails as soon as it cannot succeed any more",
    document: askingFor([{ parallel: [{ call: "b" }, { call: "c" }] }], [1], { b: tenMs, c: failsAfterFour }),
    ends: ["error 4"],
  },
  {
    name: "and not before",
    document: askingFor([{ parallel: [{ call: "b" }, { call: "c" }], need: 1 }], [1], { b: tenMs, c: failsAfterFour }),
    ends: ["ok 10"],
  },
  {
    name: "an optional branch may fail",
    document: askingFor([{ parallel: [{ call: "b" }, { call: { to: "c", optional: true } }] }], [1], {
      b: tenMs,
      c: failsAfterFour,
    }),
    ends: ["ok 10"],
  },
  {
    // Three calls to one slot end at 10, 20 and 30; two are needed.
    name: "copies of a branch",
    document: askingFor([{ parallel: [{ call: "b" }], count: 3, need: 2 }], [1], {
      b: service([{ work: "10ms" }], { concurrency: 1 }),
    }),
    ends: ["ok 20"],
  },
  {
    name: "a branch with steps of its own",
    document: askingFor(
      [{ parallel: [{ sequence: [{ work: "3ms" }, { call: "c" }] }, { work: "5ms" }] }, { work: "1ms" }],
      [1],
      { c: fourMs },
    ),
    ends: ["ok 8"],
  },
  {
    name: "parallel within parallel",
    document: askingFor(
      [
        {
          parallel: [
            { sequence: [{ parallel: [{ call: "b" }, { call: "c" }], need: 1 }, { work: "2ms" }] },
            { work: "1ms" },
          ],
        },
      ],
      [1],
      {
        b: tenMs,
        c: fourMs,
      },
    ),
    ends: ["ok 6"],
  },
  {
    // The request keeps its slot for all its branches, so that one of them cannot wait for what the request holds.
    name: "a call in a branch keeps its request's slot",
    document: asking(
      {
        concurrency: 1,
        operations: { go: [{ parallel: [{ sequence: [{ call: "c" }, { work: "1ms" }] }] }] },
      },
      [1, 1],
      { c: fourMs },
    ),
    ends: ["ok 5", "ok 10"],
  },
  {
    name: "repeat a number of times",
    document: askingFor([{ repeat: { times: 3, steps: [{ work: "2ms" }] } }], [1]),
    ends: ["ok 6"],
  },
  {
    name: "fail ends the request there",
    document: askingFor([{ work: "2ms" }, { fail: "rejected" }, { work: "9ms" }], [1]),
    ends: ["rejected 2"],
  },
  {
    // Get 1, load 10, set 1; then a hit.
    name: "cache-aside: a miss loads and stores, a hit does not load",
    document: askingFor([{ "cache-aside": { cache: "store", load: [{ call: "b" }] } }], [1, 100], {
      b: tenMs,
      store: { kind: "cache", serviceTime: "1ms" },
    }),
    ends: ["ok 12", "ok 1"],
  },
  {
    name: "cache-aside: a cache that does not answer counts as a miss",
    document: {
      ...askingFor([{ "cache-aside": { cache: "store", load: [{ call: "b" }] } }], [1], {
        b: tenMs,
        store: { kind: "cache", serviceTime: "1s" },
      }),
      policies: { "a -> store": { timeout: "3ms" } },
    },
    // 3 for the get, 10, 3 for the set
    ends: ["ok 16"],
  },
]

describe("steps", () => {
  it.each(rows)("$name", ({ document, ends }) => {
    const recorded = runOf(document)
    expect(endings(recorded)).toEqual(ends)
    expect(broken(recorded.run)).toEqual([])
    expect(recorded.run.estate.sim.frames.live).toBe(0)
    expect([levelOf(recorded.run, "a.busy"), levelOf(recorded.run, "a.queue")]).toEqual([0, 0])
  })

  it("nobody waits for a detached call, and it is made all the same", () => {
    const recorded = runOf(askingFor([{ call: { to: "b", detached: true } }, { work: "2ms" }], [1, 2], { b: tenMs }))
    expect(spansOf(recorded).flatMap(({ to, tookMs }) => (to === "a" ? [tookMs] : []))).toEqual([2, 2])
    expect(edgeOf(recorded.run, "a -> b")).toEqual({ calls: 2, retries: 0, outcomes: { ok: 2 } })
  })

  it("a late answer of a parallel step finds its request gone, and the next one in its place", () => {
    const steps = [{ parallel: [{ call: "b" }, { call: "c" }], need: 1 }]
    const recorded = runOf(asking({ concurrency: 1, operations: { go: steps } }, [1, 5, 9], { b: tenMs, c: fourMs }))
    expect(endings(recorded)).toEqual(["ok 4", "ok 4", "ok 4"])
    expect(edgeOf(recorded.run, "a -> b").outcomes).toEqual({ ok: 3 })
    expect(recorded.run.estate.sim.frames.live).toBe(0)
  })

  it("a hit does not reach what would have been loaded", () => {
    const steps = [{ "cache-aside": { cache: "store", load: [{ call: "b" }] } }]
    const store = { kind: "cache", serviceTime: "1ms" }
    const { run } = runOf(askingFor(steps, [1, 100, 200, 300], { b: tenMs, store }))
    expect(edgeOf(run, "a -> b").calls).toBe(1)
    // Four gets and one set.
    expect(edgeOf(run, "a -> store").calls).toBe(5)
    expect([countOf(run, "store.hits"), countOf(run, "store.misses")]).toEqual([3, 1])
  })
})
