import { describe, expect, it } from "vitest"
import { at, broken, type Document, endings, levelOf, runOf } from "../../scenarios/run/support.ts"
import { asking } from "./estate.ts"

const line = (queue: object, ...instantsMs: readonly number[]) =>
  asking({ concurrency: 1, queue, operations: { go: [{ work: "10ms" }] } }, instantsMs)

interface Row {
  readonly name: string
  readonly document: Document
  /** In the order of sending. */
  readonly ends: readonly string[]
}

/** Turns come at 11, 21, 31 and so on. */
const rows: readonly Row[] = [
  {
    name: "codel: who joins a line that stands may wait for the target only",
    // Empty at 2, so 25 for those that join until 27, and 2 for the one at 28.
    document: line({ rule: { kind: "codel", interval: "25ms", target: "2ms" } }, 1, 2, 3, 4, 26, 28),
    ends: ["ok 10", "ok 19", "ok 28", "rejected 25", "ok 15", "rejected 2"],
  },
  {
    name: "adaptive-lifo: the newest first once the line has stood for its interval",
    // Empty at 2; at 11 it has stood for 9 ms, at 21 for 19.
    document: line({ rule: { kind: "adaptive-lifo", interval: "15ms" } }, 1, 2, 3, 4, 5),
    ends: ["ok 10", "ok 19", "ok 48", "ok 37", "ok 26"],
  },
  {
    name: "adaptive-lifo: the newest of the most urgent",
    document: {
      components: {
        shop: { kind: "client" },
        vip: { kind: "client" },
        a: {
          kind: "service",
          concurrency: 1,
          queue: { order: "priority", rule: { kind: "adaptive-lifo", interval: "0s" } },
          operations: { go: [{ work: "10ms" }] },
        },
      },
      load: {
        shop: { open: at(1, 2, 5), to: "a", priority: 5 },
        vip: { open: at(3, 4), to: "a", priority: 0 },
      },
    },
    ends: ["ok 10", "ok 49", "ok 28", "ok 17", "ok 36"],
  },
  {
    name: "network-codel: whose turn it is, answered at that moment",
    document: line({ rule: { kind: "network-codel", interval: "10ms", target: "2ms" } }, 1, 2, 3, 4, 5, 6, 7),
    // The wait at 11 is too long, so the one of 3 is shed at 21, and that of 5 at 31. Then only two wait: that is no line.
    ends: ["ok 10", "ok 19", "rejected 18", "ok 27", "rejected 26", "ok 35", "ok 44"],
  },
  {
    name: "patience that is shorter than what the rule allows",
    document: line({ patience: "5ms", rule: "codel" }, 1, 2),
    ends: ["ok 10", "cancelled 5"],
  },
  {
    name: "or longer",
    document: line({ patience: "8ms", rule: { kind: "codel", interval: "6ms" } }, 1, 2),
    ends: ["ok 10", "rejected 6"],
  },
  {
    name: "a crash: those in line are lost, and the line is a new one",
    document: {
      ...line({ rule: { kind: "codel", interval: "20ms", target: "1ms" } }, 1, 2, 3, 31, 32),
      faults: [{ do: "crash", target: "a", at: "9ms", for: "1ms" }],
    },
    ends: ["lost 8", "lost 7", "lost 6", "ok 10", "ok 19"],
  },
]

describe("a rule for a line", () => {
  it.each(rows)("$name", ({ document, ends }) => {
    const recorded = runOf(document)
    expect(endings(recorded)).toEqual(ends)
    expect(broken(recorded.run)).toEqual([])
    expect(recorded.run.estate.sim.frames.live).toBe(0)
    expect([levelOf(recorded.run, "a.busy"), levelOf(recorded.run, "a.queue")]).toEqual([0, 0])
  })
})
