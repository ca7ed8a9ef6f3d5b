import { describe, expect, it } from "vitest"
import { Server } from "../../../engine/index.ts"
import { Run } from "../../../scenarios/run/run.ts"
import { at, broken, type Document, endings, levelOf, planOf, runOf, traceOf } from "../../scenarios/run/support.ts"
import { asking, askingFor, fault, handOver, service } from "./estate.ts"

const ten = [{ work: "10ms" }]

interface Row {
  readonly name: string
  readonly document: Document
  /** In the order of sending. */
  readonly ends: readonly string[]
}

const rows: readonly Row[] = [
  {
    name: "crash: who is at work or in line is lost, who comes is refused, then all is as before",
    document: {
      ...asking({ concurrency: 1, operations: { go: ten } }, [1, 2, 20, 60]),
      faults: [fault("crash", 5, 30)],
    },
    ends: ["lost 4", "lost 3", "refused 0", "ok 10"],
  },
  {
    name: "crash with jobs on the processor, in its line, and in the line for a slot",
    document: {
      ...asking(
        { concurrency: 3, cpu: { cores: 1, discipline: "fifo" }, operations: { go: ten } },
        [1, 1, 1, 1, 1, 50, 51],
      ),
      faults: [fault("crash", 5, 10)],
    },
    ends: ["lost 4", "lost 4", "lost 4", "lost 4", "lost 4", "ok 10", "ok 19"],
  },
  {
    name: "crash of a shared processor",
    document: {
      ...asking({ concurrency: 3, cpu: { cores: 1 }, operations: { go: ten } }, [1, 1, 1, 1, 50]),
      faults: [fault("crash", 5, 10)],
    },
    ends: ["lost 4", "lost 4", "lost 4", "lost 4", "ok 10"],
  },
  {
    name: "crash while others work for it",
    document: {
      ...asking(
        { operations: { go: [{ parallel: [{ call: "b" }, { sequence: [{ work: "2ms" }, { call: "b" }] }] }] } },
        [1, 50],
        {
          b: service([{ work: "20ms" }]),
        },
      ),
      faults: [fault("crash", 5, 10)],
    },
    ends: ["lost 4", "ok 22"],
  },
  {
    name: "crash: who has been handed over lives on",
    document: {
      ...askingFor([{ work: "2ms" }, handOver("b")], [1, 4], { b: service(ten) }),
      faults: [fault("crash", 5, 10)],
    },
    ends: ["ok 12", "lost 1"],
  },
  {
    name: "crash: who waits in line to be handed over does not",
    document: {
      components: {
        shop: { kind: "client" },
        vip: { kind: "client" },
        a: { kind: "service", concurrency: 1, operations: { work: ten, pass: [handOver("b")] } },
        b: service(ten),
      },
      load: { shop: { open: at(1), to: "a.work" }, vip: { open: at(2, 50), to: "a.pass" } },
      faults: [fault("crash", 5, 10)],
    },
    ends: ["lost 4", "lost 3", "ok 10"],
  },
  {
    name: "crash during a set-up: it is off afterwards",
    document: {
      ...asking({ concurrency: 1, coldStart: "20ms", operations: { go: ten } }, [1, 20]),
      faults: [fault("crash", 5, 10)],
    },
    // 20..40 set-up, 10 of work
    ends: ["lost 4", "ok 30"],
  },
  {
    // 4 done by 5, the other 6 from 25 on; the second waits for the slot until 31.
    name: "pause: work goes on where it stopped",
    document: { ...asking({ concurrency: 1, operations: { go: ten } }, [1, 7]), faults: [fault("pause", 5, 20)] },
    ends: ["ok 30", "ok 34"],
  },
  {
    name: "pause of a processor",
    document: {
      ...asking({ cpu: { cores: 1, discipline: "fifo" }, operations: { go: ten } }, [1, 2]),
      faults: [fault("pause", 5, 20)],
    },
    // 25 + 6, then 10 more
    ends: ["ok 30", "ok 39"],
  },
  {
    name: "pause of a shared processor",
    document: { ...asking({ cpu: { cores: 1 }, operations: { go: ten } }, [1, 2]), faults: [fault("pause", 5, 20)] },
    // First: 1 + 1.5 done, 7.5 left at half speed from 25: 40. Second: 8.5 left, 7.5 by 40, the last alone: 41.
    ends: ["ok 39", "ok 39"],
  },
  {
    name: "pause: answers wait for its end",
    document: {
      ...askingFor([{ call: "b" }, { work: "1ms" }], [1], { b: service(ten) }),
      faults: [fault("pause", 5, 20)],
    },
    ends: ["ok 25"],
  },
  {
    name: "pause: the answer to who was handed over does not",
    document: { ...askingFor([handOver("b")], [1], { b: service(ten) }), faults: [fault("pause", 5, 20)] },
    ends: ["ok 10"],
  },
  {
    name: "pause: parallel answers too",
    document: {
      ...askingFor([{ parallel: [{ call: "b" }, { call: { to: "c", optional: true } }] }], [1], {
        b: service(ten),
        c: service([{ fail: "100%" }]),
      }),
      faults: [fault("pause", 0.5, 19.5)],
    },
    // It begins at 20.
    ends: ["ok 29"],
  },
  {
    name: "slow: what begins meanwhile takes longer",
    document: { ...asking({ operations: { go: ten } }, [1, 7, 200]), faults: [fault("slow", 5, 100, { amount: 3 })] },
    ends: ["ok 10", "ok 30", "ok 10"],
  },
  {
    // 4 done, 6 left take 18.
    name: "slow: a processor slows down at once",
    document: {
      ...asking({ cpu: { cores: 1, discipline: "fifo" }, operations: { go: ten } }, [1, 200]),
      faults: [fault("slow", 5, 100, { amount: 3 })],
    },
    ends: ["ok 22", "ok 10"],
  },
  {
    // 4 done, 2 more by 11, the last 4 at full speed.
    name: "slow: and speeds up at once",
    document: {
      ...asking({ cpu: { cores: 1 }, operations: { go: ten } }, [1]),
      faults: [fault("slow", 5, 6, { amount: 3 })],
    },
    ends: ["ok 14"],
  },
  {
    name: "slow twice: the worse counts",
    document: {
      ...asking({ operations: { go: ten } }, [1, 25, 60, 120]),
      faults: [fault("slow", 0, 100, { amount: 2 }), fault("slow", 20, 20, { amount: 5 })],
    },
    ends: ["ok 20", "ok 50", "ok 20", "ok 10"],
  },
  {
    name: "crash twice: down until the last ends",
    document: {
      ...asking({ operations: { go: ten } }, [1, 12, 22, 31]),
      faults: [fault("crash", 5, 10), fault("crash", 10, 20)],
    },
    ends: ["lost 4", "refused 0", "refused 0", "ok 10"],
  },
  {
    name: "crash within a pause: it comes up paused",
    document: {
      ...asking({ operations: { go: ten } }, [1, 15, 25]),
      faults: [fault("pause", 3, 47), fault("crash", 10, 10)],
    },
    // 25..50 it stands still
    ends: ["lost 9", "refused 0", "ok 35"],
  },
  {
    name: "a pause that ends while it is down",
    document: {
      ...asking({ operations: { go: ten } }, [1, 25, 35]),
      faults: [fault("pause", 3, 17), fault("crash", 10, 20)],
    },
    ends: ["lost 9", "refused 0", "ok 10"],
  },
  {
    name: "slow within a pause",
    document: {
      ...asking({ cpu: { cores: 1, discipline: "fifo" }, operations: { go: ten } }, [1]),
      faults: [fault("pause", 5, 20), fault("slow", 10, 100, { amount: 2 })],
    },
    // 6 left at 25 take 12
    ends: ["ok 36"],
  },
  {
    name: "restart ends a crash early",
    document: {
      ...asking({ operations: { go: ten } }, [1, 8, 12]),
      faults: [fault("crash", 5, 100), { do: "restart", target: "a", at: "10ms" }],
    },
    ends: ["lost 4", "refused 0", "ok 10"],
  },
]

describe("faults of a server", () => {
  it.each(rows)("$name", ({ document, ends }) => {
    const recorded = runOf(document)
    expect(endings(recorded)).toEqual(ends)
    expect(broken(recorded.run)).toEqual([])
    expect(recorded.run.estate.sim.frames.live).toBe(0)
    for (const actor of recorded.run.estate.sim.actors) {
      const processor = actor instanceof Server ? actor.processor : null
      expect([processor?.busy ?? 0, processor?.waiting ?? 0]).toEqual([0, 0])
    }
    expect([levelOf(recorded.run, "a.busy"), levelOf(recorded.run, "a.queue")]).toEqual([0, 0])
  })

  it.each(rows)("$name: saved and restored every 3 ms", ({ document }) => {
    const plan = planOf(document)
    const whole = new Run(plan)
    whole.advance()
    let run = new Run(plan)
    for (let untilMs = 3; untilMs < 60; untilMs += 3) {
      run.advance(untilMs * 1e6)
      expect(broken(run)).toEqual([])
      const saved = structuredClone(run.snapshot())
      run = new Run(plan)
      run.restore(saved)
    }
    run.advance()
    expect(traceOf(run)).toEqual(traceOf(whole))
  })
})
