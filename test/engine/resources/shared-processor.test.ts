import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Simulation } from "../../../engine/kernel/simulation.ts"
import { SharedProcessor } from "../../../engine/resources/shared-processor.ts"
import { afterGaps, type Move, schedule } from "./bench.ts"

const shared = (cores: number) => (sim: Simulation) => new SharedProcessor(sim, 0, cores)

interface Row {
  readonly name: string
  readonly cores?: number
  readonly script: readonly Move[]
  /** [job, end, waited] in the order of the ends. */
  readonly done: readonly (readonly [number, number, number])[]
}

const rows: readonly Row[] = [
  {
    name: "alone it runs at full speed",
    script: [{ at: 3, demand: 10 }],
    done: [[0, 13, 0]],
  },
  {
    name: "two share one core",
    script: [
      { at: 0, demand: 10 },
      { at: 5, demand: 10 },
    ],
    // 5 left at 5 take 10; by 15 the second has 5, the rest alone
    done: [
      [0, 15, 5],
      [1, 20, 5],
    ],
  },
  {
    name: "three on two cores run at 2/3, ties in the order of arrival",
    cores: 2,
    script: [
      { at: 0, demand: 6 },
      { at: 0, demand: 6 },
      { at: 0, demand: 6 },
    ],
    done: [
      [0, 9, 3],
      [1, 9, 3],
      [2, 9, 3],
    ],
  },
  {
    name: "as many as cores do not share",
    cores: 2,
    script: [
      { at: 0, demand: 6 },
      { at: 1, demand: 8 },
    ],
    done: [
      [0, 6, 0],
      [1, 9, 0],
    ],
  },
  {
    name: "a short one overtakes",
    script: [
      { at: 0, demand: 10 },
      { at: 2, demand: 2 },
    ],
    // 2 at half speed: 2..6; the first has 8 left at 2, 6 left at 6
    done: [
      [1, 6, 2],
      [0, 12, 2],
    ],
  },
  {
    name: "who leaves makes room",
    script: [
      { at: 0, demand: 10 },
      { at: 0, demand: 10 },
      { at: 4, remove: 1 },
      { at: 5, remove: 1 },
    ],
    // 2 done by 4
    done: [[0, 12, 2]],
  },
  {
    name: "at half speed the rest takes twice as long",
    script: [
      { at: 0, demand: 10 },
      { at: 4, speed: 0.5 },
    ],
    done: [[0, 16, 6]],
  },
  {
    name: "stands still from 4 to 9",
    script: [
      { at: 0, demand: 10 },
      { at: 4, speed: 0 },
      { at: 9, speed: 1 },
    ],
    done: [[0, 15, 5]],
  },
]

/** Step by step over the instants where something changes. */
function reference(script: readonly { at: number; demand: number }[], cores: number): number[] {
  const left = new Map<number, number>()
  const ends: number[] = []
  let now = 0
  let next = 0
  while (next < script.length || left.size > 0) {
    const rate = Math.min(1, cores / left.size)
    const arrival = script[next]?.at ?? Infinity
    const finish = now + Math.min(...left.values()) / rate
    const until = Math.min(arrival, finish)
    for (const [job, work] of left) left.set(job, work - (until - now) * rate)
    now = until
    if (arrival <= finish) left.set(next, script[next++]?.demand ?? 0)
    for (const [job, work] of left) {
      if (work > 1e-9) continue
      ends[job] = now
      left.delete(job)
    }
  }
  return ends
}

describe("SharedProcessor", () => {
  it.each(rows)("$name", ({ cores = 1, script, done }) => {
    const expected = done.map(([job, at, queued]) => ({ job, at, queued }))
    expect(schedule(shared(cores), script)).toEqual(expected)
    expect(schedule(shared(cores), script, true), "saved and restored at each event").toEqual(expected)
  })

  it("ends each job when equal shares would, to a nanosecond a change", () => {
    const jobs = fc.array(fc.record({ gap: fc.nat(2000), demand: fc.integer({ min: 1, max: 5000 }) }), {
      maxLength: 40,
    })
    fc.assert(
      fc.property(jobs, fc.integer({ min: 1, max: 3 }), (list, cores) => {
        const script = afterGaps(list)
        const ends = reference(script, cores)
        const done = schedule(shared(cores), script)
        expect(done).toHaveLength(script.length)
        for (const { job, at: end, queued } of done) {
          // Ends are whole nanoseconds: each of the others' may come one late, and puts this one off by as much.
          expect(Math.abs(end - (ends[job] ?? 0))).toBeLessThanOrEqual(script.length + 1)
          expect(queued).toBe(end - (script[job]?.at ?? 0) - (script[job]?.demand ?? 0))
          expect(queued).toBeGreaterThanOrEqual(0)
        }
      }),
    )
  })
})
