import { describe, expect, it } from "vitest"
import { at, broken, type Document, endings, levelOf, meanMs, runOf, spansOf } from "../../scenarios/run/support.ts"
import { asking } from "./estate.ts"

const ten = { go: [{ work: "10ms" }] }
const oneSlot = (queue: object, the: object = {}) => ({ concurrency: 1, queue, operations: ten, ...the })

/** Two clients with a load each, `shop` and `vip`, that ask `a`. */
function twoClients(a: object, shop: object, vip: object): Document {
  return {
    components: { shop: { kind: "client" }, vip: { kind: "client" }, a: { kind: "service", ...a } },
    load: { shop: { to: "a", ...shop }, vip: { to: "a", ...vip } },
  }
}

interface Row {
  readonly name: string
  readonly document: Document
  /** In the order of sending. */
  readonly ends: readonly string[]
}

const rows: readonly Row[] = [
  { name: "no limit", document: asking({ operations: ten }, [1, 1, 1]), ends: ["ok 10", "ok 10", "ok 10"] },
  // Begins 1, 11, 21.
  { name: "one slot, first come", document: asking(oneSlot({}), [1, 2, 3]), ends: ["ok 10", "ok 19", "ok 28"] },
  {
    name: "two slots",
    document: asking(oneSlot({}, { concurrency: 2 }), [1, 2, 3]),
    ends: ["ok 10", "ok 10", "ok 18"],
  },
  {
    name: "last come, first served",
    document: asking(oneSlot({ order: "lifo" }), [1, 2, 3]),
    ends: ["ok 10", "ok 29", "ok 18"],
  },
  {
    name: "the urgent before the others",
    document: twoClients(oneSlot({ order: "priority" }), { open: at(1, 2), priority: 5 }, { open: at(3), priority: 0 }),
    // The urgent one waits from 3 to 11, the other from 2 to 21.
    ends: ["ok 10", "ok 29", "ok 18"],
  },
  {
    name: "a full line rejects",
    document: asking(oneSlot({ lengthMax: 1 }), [1, 2, 3]),
    ends: ["ok 10", "ok 19", "rejected 0"],
  },
  {
    name: "or drops who has waited longest",
    document: asking(oneSlot({ lengthMax: 1, overflow: "drop-oldest" }), [1, 2, 3]),
    ends: ["ok 10", "rejected 1", "ok 18"],
  },
  {
    name: "no line at all",
    document: asking(oneSlot({ lengthMax: 0 }), [1, 2, 12]),
    ends: ["ok 10", "rejected 0", "ok 10"],
  },
  {
    name: "no line, where nobody can be dropped",
    document: asking(oneSlot({ lengthMax: 0, overflow: "drop-oldest" }), [1, 2, 12]),
    ends: ["ok 10", "rejected 0", "ok 10"],
  },
  {
    name: "the least urgent is dropped",
    document: twoClients(
      oneSlot({ order: "priority", lengthMax: 1, overflow: "drop-oldest" }),
      { open: at(1, 2), priority: 5 },
      { open: at(3), priority: 0 },
    ),
    ends: ["ok 10", "rejected 1", "ok 18"],
  },
  {
    name: "the server's patience",
    document: asking(oneSlot({ patience: "5ms" }), [1, 2, 3]),
    ends: ["ok 10", "cancelled 5", "cancelled 5"],
  },
  {
    name: "the request's own, where it is shorter",
    document: twoClients(oneSlot({ patience: "5ms" }), { open: at(1) }, { open: at(2), patience: "3ms" }),
    ends: ["ok 10", "cancelled 3"],
  },
  { name: "patience enough", document: asking(oneSlot({ patience: "9ms" }), [1, 2]), ends: ["ok 10", "ok 19"] },
  {
    // Turns come at 1, 11 and 21; the deadlines are 13, 14 and 15.
    name: "drops what comes to its turn too late",
    document: twoClients(oneSlot({}), { open: at(1, 2, 3), deadline: "12ms" }, { open: at(90) }),
    ends: ["ok 10", "ok 19", "deadline 18", "ok 10"],
  },
  {
    name: "or works for nobody",
    document: twoClients(oneSlot({ dropsExpired: false }), { open: at(1, 2, 3), deadline: "12ms" }, { open: at(90) }),
    ends: ["ok 10", "ok 19", "ok 28", "ok 10"],
  },
  {
    // On at 21, off at 41, on again at 120.
    name: "switched off when idle, it takes a time to come back",
    document: asking(oneSlot({}, { coldStart: "20ms" }), [1, 2, 100]),
    ends: ["ok 30", "ok 39", "ok 30"],
  },
  {
    // The set-up for the first (1..21) serves the second: 21..23, then it is off; the third needs its own (24..44).
    name: "who leaves during the set-up leaves no second one behind",
    document: twoClients(
      { concurrency: 1, coldStart: "20ms", operations: { go: [{ work: "2ms" }] } },
      { open: at(7, 24) },
      { open: at(1), patience: "5ms" },
    ),
    ends: ["cancelled 5", "ok 16", "ok 22"],
  },
  {
    name: "replicas of different speed, in turn",
    document: asking({ replicas: 2, speeds: [1, 0.5], operations: ten }, [1, 50, 100]),
    ends: ["ok 10", "ok 20", "ok 10"],
  },
]

describe("admission", () => {
  it.each(rows)("$name", ({ document, ends }) => {
    const recorded = runOf(document)
    expect(endings(recorded)).toEqual(ends)
    expect(broken(recorded.run)).toEqual([])
    expect(recorded.run.estate.sim.frames.live).toBe(0)
    expect([levelOf(recorded.run, "a.busy"), levelOf(recorded.run, "a.queue")]).toEqual([0, 0])
  })

  it("measures waits and services of those who got a slot, and of nobody else", () => {
    const { run } = runOf(asking(oneSlot({ lengthMax: 1 }), [1, 2, 3, 4]))
    // 0 and 9 of waiting, 10 and 10 of work; two were rejected.
    expect([meanMs(run, "a.wait"), meanMs(run, "a.service")]).toEqual([4.5, 10])
  })

  it("has as many at work as there are slots, and the others in line", () => {
    const recorded = runOf({ ...asking(oneSlot({}, { concurrency: 2 }), [1, 2, 3, 4, 5]), run: { duration: "6ms" } })
    expect([levelOf(recorded.run, "a.busy"), levelOf(recorded.run, "a.queue")]).toEqual([2, 3])
    expect(spansOf(recorded)).toEqual([])
  })
})
