import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Simulation } from "../../../engine/kernel/simulation.ts"
import { RunQueue } from "../../../engine/resources/run-queue.ts"
import { afterGaps, type Move, schedule } from "./bench.ts"

type Discipline = "fifo" | "lifo" | "priority" | "preemptive"

const queueOf = (cores: number, discipline: Discipline) => (sim: Simulation) => {
  const preemptive = discipline === "preemptive"
  return new RunQueue(sim, 0, { cores, order: preemptive ? "priority" : discipline, preemptive })
}

interface Row {
  readonly name: string
  readonly cores?: number
  readonly discipline?: Discipline
  readonly script: readonly Move[]
  /** [job, end, waited] in the order of the ends. */
  readonly done: readonly (readonly [number, number, number])[]
}

const rows: readonly Row[] = [
  {
    name: "one after the other",
    script: [
      { at: 0, demand: 10 },
      { at: 1, demand: 4 },
      { at: 2, demand: 3 },
    ],
    // 0+10; 10+4, waited 9; 14+3, waited 12
    done: [
      [0, 10, 0],
      [1, 14, 9],
      [2, 17, 12],
    ],
  },
  {
    name: "two cores",
    cores: 2,
    script: [
      { at: 0, demand: 10 },
      { at: 0, demand: 4 },
      { at: 1, demand: 3 },
    ],
    // the third gets the core of the second at 4
    done: [
      [1, 4, 0],
      [2, 7, 3],
      [0, 10, 0],
    ],
  },
  {
    name: "last come, first served",
    discipline: "lifo",
    script: [
      { at: 0, demand: 10 },
      { at: 1, demand: 4 },
      { at: 2, demand: 3 },
    ],
    done: [
      [0, 10, 0],
      [2, 13, 8],
      [1, 17, 12],
    ],
  },
  {
    name: "the more urgent goes first, nobody is interrupted",
    discipline: "priority",
    script: [
      { at: 0, demand: 10, priority: 2 },
      { at: 1, demand: 2, priority: 1 },
      { at: 2, demand: 2, priority: 0 },
    ],
    done: [
      [0, 10, 0],
      [2, 12, 8],
      [1, 14, 11],
    ],
  },
  {
    name: "the more urgent interrupts, the interrupted goes on where it stopped",
    discipline: "preemptive",
    script: [
      { at: 0, demand: 10, priority: 2 },
      { at: 3, demand: 4, priority: 0 },
    ],
    // 3 done, 7 left from 7 on; it stood aside for 4
    done: [
      [1, 7, 0],
      [0, 14, 4],
    ],
  },
  {
    name: "equals do not interrupt each other",
    discipline: "preemptive",
    script: [
      { at: 0, demand: 10, priority: 1 },
      { at: 3, demand: 4, priority: 1 },
    ],
    done: [
      [0, 10, 0],
      [1, 14, 7],
    ],
  },
  {
    name: "the last started of the least urgent gives way",
    cores: 2,
    discipline: "preemptive",
    script: [
      { at: 0, demand: 10, priority: 2 },
      { at: 1, demand: 10, priority: 2 },
      { at: 2, demand: 5, priority: 0 },
    ],
    // job 1 has 9 left at 2 and goes on at 7
    done: [
      [2, 7, 0],
      [0, 10, 0],
      [1, 16, 5],
    ],
  },
  {
    name: "interrupted twice, before the others of its class",
    discipline: "preemptive",
    script: [
      { at: 0, demand: 10, priority: 2 },
      { at: 1, demand: 3, priority: 2 },
      { at: 2, demand: 2, priority: 1 },
      { at: 3, demand: 2, priority: 0 },
    ],
    // 2 runs 2..3, then 3 runs 3..5, 2 goes on 5..6, 0 has 8 left 6..14, 1 follows 14..17
    done: [
      [3, 5, 0],
      [2, 6, 2],
      [0, 14, 4],
      [1, 17, 13],
    ],
  },
  {
    name: "at half speed the rest takes twice as long",
    script: [
      { at: 0, demand: 10 },
      { at: 1, demand: 4 },
      { at: 4, speed: 0.5 },
    ],
    // 6 left at 4 take 12; then 4 take 8
    done: [
      [0, 16, 0],
      [1, 24, 15],
    ],
  },
  {
    name: "half speed and back",
    script: [
      { at: 0, demand: 10 },
      { at: 4, speed: 0.5 },
      { at: 8, speed: 1 },
    ],
    // 4 + 2 by 8, 4 left
    done: [[0, 12, 0]],
  },
  {
    name: "stands still from 4 to 9",
    script: [
      { at: 0, demand: 10 },
      { at: 4, speed: 0 },
      { at: 5, demand: 4 },
      { at: 9, speed: 1 },
    ],
    done: [
      [0, 15, 0],
      [1, 19, 10],
    ],
  },
  {
    name: "begins on a core that stands still",
    script: [
      { at: 0, speed: 0 },
      { at: 5, demand: 4 },
      { at: 9, speed: 1 },
    ],
    done: [[0, 13, 0]],
  },
  {
    name: "interrupts while everything stands still",
    discipline: "preemptive",
    script: [
      { at: 0, demand: 10, priority: 1 },
      { at: 4, speed: 0 },
      { at: 5, demand: 2, priority: 0 },
      { at: 9, speed: 1 },
    ],
    // 1 runs 9..11; 0 has 6 left 11..17, aside from 5 to 11
    done: [
      [1, 11, 0],
      [0, 17, 6],
    ],
  },
  {
    name: "who leaves a core makes room, who leaves the line is forgotten",
    script: [
      { at: 0, demand: 10 },
      { at: 1, demand: 4 },
      { at: 1, demand: 5 },
      { at: 2, remove: 0 },
      { at: 3, remove: 2 },
      { at: 4, remove: 2 },
    ],
    done: [[1, 6, 1]],
  },
]

const jobs = fc.array(fc.record({ gap: fc.nat(20), demand: fc.nat(30), priority: fc.nat(3) }), { maxLength: 30 })

describe("RunQueue", () => {
  it.each(rows)("$name", ({ cores = 1, discipline = "fifo", script, done }) => {
    const expected = done.map(([job, at, queued]) => ({ job, at, queued }))
    expect(schedule(queueOf(cores, discipline), script)).toEqual(expected)
    expect(schedule(queueOf(cores, discipline), script, true), "saved and restored at each event").toEqual(expected)
  })

  it("first come, first served: each starts when the first of c cores is free", () => {
    fc.assert(
      fc.property(jobs, fc.integer({ min: 1, max: 3 }), (list, cores) => {
        const free = Array.from({ length: cores }, () => 0)
        const expected = afterGaps(list).map(({ at, demand }, job) => {
          const core = free.indexOf(Math.min(...free))
          const begin = Math.max(at, free[core] ?? 0)
          free[core] = begin + demand
          return { job, at: begin + demand, queued: begin - at }
        })
        const done = [...schedule(queueOf(cores, "fifo"), afterGaps(list))].sort((a, b) => a.job - b.job)
        expect(done).toEqual(expected)
      }),
    )
  })

  it("every discipline: a stay is the wait and the work, and one core is never idle while there is work", () => {
    fc.assert(
      fc.property(jobs, fc.constantFrom<Discipline>("lifo", "priority", "preemptive"), (list, discipline) => {
        const script = afterGaps(list)
        const done = schedule(queueOf(1, discipline), script)
        expect(done).toHaveLength(script.length)
        for (const { job, at, queued } of done) {
          const { at: start = 0, demand = 0 } = script[job] ?? {}
          expect(queued).toBe(at - start - demand)
        }
        // The end of the last busy period does not depend on the order.
        let end = 0
        for (const { at, demand } of script) end = Math.max(at, end) + demand
        expect(done.at(-1)?.at ?? 0).toBe(script.length === 0 ? 0 : end)
      }),
    )
  })
})
