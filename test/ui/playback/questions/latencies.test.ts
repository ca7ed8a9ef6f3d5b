import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { IN_FLIGHT, LevelMetric, NO_ROW, OK, OUTCOME_COUNT } from "../../../../engine/index.ts"
import { durationsOf, endedRows, type Subject } from "../../../../ui/playback/questions/ended.ts"
import {
  distribution,
  exemplarOf,
  HEAT_QUANTILES,
  latencyHeat,
  NO_FACTS,
  red,
} from "../../../../ui/playback/questions/index.ts"
import { latencyQuantiles } from "../../../../ui/playback/questions/latencies.ts"
import { endOf } from "../../../../ui/playback/spans.ts"
import { awkward, watched } from "../support.ts"

const { playback, run } = watched(awkward)
const { spans } = playback.recording
const { components, requests } = playback
const subjects: readonly Subject[] = [null, ...components.names.keys()]
const subject = fc.constantFrom(...subjects)
const window = fc
  .tuple(fc.integer({ min: 0, max: run.nowNs }), fc.integer({ min: 1, max: run.nowNs }))
  .map(([fromNs, ns]) => ({ fromNs, toNs: Math.min(run.nowNs, fromNs + ns) }))

/** The durations of the calls that ended in a window, found by looking at every span. */
function truth(of: Subject, { fromNs, toNs }: { fromNs: number; toNs: number }): readonly number[] {
  return [...Array(spans.count).keys()]
    .filter((row) => {
      if (spans.outcome(row) === IN_FLIGHT || endOf(spans, row) < fromNs || endOf(spans, row) > toNs) return false
      if (of === null) return spans.parent(row) === NO_ROW
      return !requests.isLogical(row) && components.ofActor[spans.actor(row)] === of
    })
    .map((row) => spans.duration(row))
}

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0)

describe("calls that ended in a stretch of time", () => {
  it("are found without those of other times", () => {
    fc.assert(
      fc.property(subject, window, (of, when) => {
        expect([...durationsOf(playback, endedRows(playback, of, when))]).toEqual(truth(of, when))
      }),
      { numRuns: 60 },
    )
  })
})

describe("rate, errors and duration", () => {
  it("are those of the calls, counted one by one", () => {
    fc.assert(
      fc.property(subject, window, (of, when) => {
        const answer = red(playback, of, when)
        const all = truth(of, when)
        expect(answer.calls).toBe(all.length)
        expect([answer.byOutcome.length, sum(answer.byOutcome)]).toEqual([OUTCOME_COUNT, all.length])
        expect(answer.failed).toBe(all.length - (answer.byOutcome[OK] ?? 0))
        expect(answer.mostNs).toBe(all.length === 0 ? null : Math.max(...all))
        const sorted = [...all].sort((a, b) => a - b)
        for (const { q, ns, beyond, lowNs, highNs } of answer.latency) {
          const exact = sorted[Math.max(0, Math.ceil(q * sorted.length - 1e-9) - 1)]
          if (ns !== null) expect([ns, beyond]).toEqual([exact, sorted.filter((each) => each > ns).length])
          else expect(sorted.length * (1 - q)).toBeLessThan(11)
          if (ns !== null && lowNs !== null) expect(lowNs <= ns && ns <= (highNs ?? 0)).toBe(true)
        }
      }),
      { numRuns: 60 },
    )
  })

  it("of levels are the engine's, and use of slots follows from their number", () => {
    const stock = components.names.indexOf("stock")
    const slots = components.names.map((name) => (name === "stock" ? 3 : null))
    const answer = red(playback, stock, { fromNs: 0, toNs: run.nowNs }, { ...NO_FACTS, slots })
    const busy = run.metric("stock.busy")
    const queue = run.metric("stock.queue")
    if (!(busy instanceof LevelMetric && queue instanceof LevelMetric)) throw new Error("no levels")
    expect(answer.busy?.mean).toBeCloseTo(busy.level.mean(), 6)
    expect(answer.queued?.mean).toBeCloseTo(queue.level.mean(), 6)
    expect(answer.slots).toBe(3)
    expect(answer.utilisation).toBeCloseTo(busy.level.mean() / 3, 6)
    expect(red(playback, null, { fromNs: 0, toNs: run.nowNs })).toMatchObject({ queued: null, utilisation: null })
  })

  it("do not tell a quantile beyond which fewer than ten calls lie, and say how sure they are of others", () => {
    const values = (count: number) => Float64Array.from({ length: count }, (_, i) => ((i * 7_919) % count) + 1)
    const known = (count: number) => latencyQuantiles(values(count)).map(({ ns }) => ns)
    expect(known(19)).toEqual([null, null, null, null, null])
    expect(known(20)).toEqual([10, null, null, null, null])
    expect(known(1_000)).toEqual([500, 900, 950, 990, null])
    expect(known(10_000)).toEqual([5_000, 9_000, 9_500, 9_900, 9_990])
    for (const { q, lowNs, highNs } of latencyQuantiles(values(10_000)).slice(0, 3)) {
      expect(lowNs).toBeLessThan(q * 10_000)
      expect(highNs).toBeGreaterThan(q * 10_000)
      expect((highNs ?? 0) - (lowNs ?? 0)).toBeLessThan(500)
    }
  })
})

describe("a heatmap", () => {
  it("has every call that ended in its window once, between the edges of its row", () => {
    fc.assert(
      fc.property(subject, window, fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 30 }), (...of) => {
        const [whose, when, columns, rows] = of
        const heat = latencyHeat(playback, whose, when, { columns, rows })
        const all = truth(whose, when)
        expect([heat.calls, sum(heat.counts), sum(heat.perColumn)]).toEqual([all.length, all.length, all.length])
        for (let row = 0; row < rows; row++) {
          const [low = 0, high = 0] = heat.edgesNs.subarray(row, row + 2)
          const inRow = sum(Array.from({ length: columns }, (_, column) => heat.counts[column * rows + row] ?? 0))
          expect(inRow).toBe(all.filter((ns) => ns >= low && ns < high).length)
        }
      }),
      { numRuns: 60 },
    )
  })

  it("has lines at the quantiles of each column", () => {
    const when = { fromNs: 0, toNs: run.nowNs }
    const { lines, perColumn } = latencyHeat(playback, null, when, { columns: 10, rows: 8 })
    for (let column = 0; column < 10; column++) {
      const part = { fromNs: (run.nowNs / 10) * column, toNs: (run.nowNs / 10) * (column + 1) - 1 }
      const sorted = truth(null, part).toSorted((a, b) => a - b)
      HEAT_QUANTILES.forEach((q, line) => {
        const rank = Math.ceil(q * sorted.length - 1e-9)
        expect(lines[line]?.[column]).toBe(rank < sorted.length ? sorted[rank - 1] : Number.NaN)
      })
      expect(perColumn[column]).toBe(sorted.length)
    }
  })

  it("keeps what is outside a given range in its first and last row", () => {
    const when = { fromNs: 0, toNs: run.nowNs }
    const { counts, edgesNs } = latencyHeat(playback, null, when, {
      columns: 1,
      rows: 4,
      latency: { fromNs: 30e6, toNs: 40e6 },
    })
    const all = truth(null, when)
    expect(edgesNs[0]).toBeCloseTo(30e6, 0)
    expect(counts[0]).toBe(all.filter((ns) => ns < (edgesNs[1] ?? 0)).length)
    expect(counts[3]).toBe(all.filter((ns) => ns >= (edgesNs[3] ?? 0)).length)
  })
})

describe("a distribution", () => {
  it("is exact at each of its points, and reaches from the least to the most", () => {
    fc.assert(
      fc.property(subject, window, (of, when) => {
        const { calls, latencyNs, atMost, above, leastNs, mostNs } = distribution(playback, of, when)
        const all = truth(of, when)
        expect(calls).toBe(all.length)
        latencyNs.forEach((ns, i) => {
          expect(atMost[i]).toBe(all.filter((each) => each <= ns).length)
          expect((atMost[i] ?? 0) + (above[i] ?? 0)).toBe(calls)
          if (i > 0) expect(ns).toBeGreaterThan(latencyNs[i - 1] ?? 0)
        })
        if (all.length === 0) expect([latencyNs.length, leastNs]).toEqual([0, null])
        else expect([latencyNs[0], latencyNs.at(-1), mostNs]).toEqual([leastNs, mostNs, Math.max(...all)])
      }),
      { numRuns: 25 },
    )
  })
})

describe("an exemplar", () => {
  it("is a call of the cell, the same each time, wherever the cell holds one", () => {
    const time = { fromNs: 0, toNs: run.nowNs }
    for (const whose of subjects) {
      const { counts, edgesNs } = latencyHeat(playback, whose, time, { columns: 1, rows: 12 })
      counts.forEach((count, row) => {
        const latency = { fromNs: edgesNs[row] ?? 0, toNs: edgesNs[row + 1] ?? 0 }
        const found = exemplarOf(playback, whose, { time, latency })
        expect(found !== null).toBe(count > 0)
        if (found === null) return
        expect(found.latencyNs >= latency.fromNs && found.latencyNs < latency.toNs).toBe(true)
        expect(spans.parent(found.root)).toBe(NO_ROW)
        expect([...requests.rowsOf(found.root)]).toContain(found.row)
        expect(exemplarOf(playback, whose, { time, latency })).toEqual(found)
      })
    }
  })

  it("is the slowest where that is asked for", () => {
    const time = { fromNs: 0, toNs: run.nowNs }
    const found = exemplarOf(playback, null, { time, latency: { fromNs: 0, toNs: Infinity } }, "slowest")
    expect(found?.latencyNs).toBe(Math.max(...truth(null, time)))
  })
})
