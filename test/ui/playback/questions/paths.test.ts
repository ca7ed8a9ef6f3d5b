import { describe, expect, it } from "vitest"
import { EventTable, IN_FLIGHT, NO_ACTOR, NO_ROW, OK, type Row, SpanTable } from "../../../../engine/index.ts"
import { criticalPath } from "../../../../ui/playback/critical-path.ts"
import { Playback } from "../../../../ui/playback/playback.ts"
import { CriticalWalk, PATH_KINDS } from "../../../../ui/playback/questions/critical-walk.ts"
import { endedRows } from "../../../../ui/playback/questions/ended.ts"
import { aggregateCriticalPath, waterfall, whySlow, whyWaiting } from "../../../../ui/playback/questions/index.ts"
import { endOf } from "../../../../ui/playback/spans.ts"
import { awkward, libraryPlan, numbers, type Recorded, recorded } from "../support.ts"

const first = recorded(awkward)
const checkout = recorded(libraryPlan("checkout", 1))
const runs: readonly (readonly [string, Recorded])[] = [
  ["awkward", first],
  ["checkout", checkout],
  ["fan-out", recorded(libraryPlan("fan-out", 1))],
  ["thin link", recorded(libraryPlan("thin-link", 1))],
]

function rootsOf({ playback }: Recorded): readonly Row[] {
  const { spans } = playback.recording
  return [...Array(spans.count).keys()].filter((row) => spans.parent(row) === NO_ROW)
}

/** At most so many of them, from the whole of the run. */
function someRootsOf(one: Recorded, limit: number): readonly Row[] {
  const roots = rootsOf(one)
  const step = Math.ceil(roots.length / limit)
  return roots.filter((_, i) => i % step === 0)
}

describe("a walk of many critical paths", () => {
  it.each(runs)("is the critical path of each: %s", (_, one) => {
    const { spans } = one.playback.recording
    const walk = new CriticalWalk(spans, one.playback.requests)
    for (const root of someRootsOf(one, 80)) {
      expect(walk.walk(root)).toBe(spans.outcome(root) !== IN_FLIGHT)
      const segments = Array.from({ length: walk.segmentCount }, (_, i) => ({
        row: walk.spans[walk.segmentSpan[i] ?? 0],
        kind: (PATH_KINDS[walk.segmentKind[i] ?? 0] ?? "").replace("unanswered", "service"),
        fromNs: walk.segmentFromNs[i],
        toNs: walk.segmentToNs[i],
      }))
      expect(segments).toEqual(criticalPath(spans, one.playback.requests, root))
      const rows = [...walk.spans.subarray(0, walk.spanCount)].sort((a, b) => a - b)
      expect(rows).toEqual([...one.playback.requests.rowsOf(root)])
    }
  })
})

describe("why calls wait", () => {
  it.each(runs)("adds up to the time of the calls exactly: %s", (_, { playback, run }) => {
    const { spans } = playback.recording
    for (const subject of [null, ...playback.components.names.keys()]) {
      for (const from of numbers(5, 3, run.nowNs)) {
        const window = { fromNs: from, toNs: from + run.nowNs / 3 }
        const { calls, totalNs, parts } = whyWaiting(playback, subject, window)
        const rows = endedRows(playback, subject, window, "calls")
        expect(calls).toBe(rows.length)
        expect(totalNs).toBe(rows.reduce((sum, row) => sum + spans.duration(row), 0))
        expect(Object.values(parts).reduce((sum, ns) => sum + ns, 0)).toBe(totalNs)
      }
    }
  })

  it("finds the waits that were recorded: back-off and tries at the pair that tries again", () => {
    const { playback, run } = first
    const stock = playback.components.names.indexOf("stock")
    const { parts } = whyWaiting(playback, stock, { fromNs: 0, toNs: run.nowNs })
    // The back-off is 5 ms fixed; one call in twenty fails at first, and more while stock pauses.
    expect(parts.backoff % 5e6).toBe(0)
    expect(parts.backoff).toBeGreaterThan(5e6)
    expect(parts.pool).toBeGreaterThan(0)
    expect(parts.unanswered).toBeGreaterThan(0)
    expect(parts.downstream).toBe(0)
  })
})

describe("the critical paths of many requests", () => {
  it.each(runs)("add up to their latencies exactly: %s", (_, one) => {
    const { playback, run } = one
    const { spans } = playback.recording
    const over = rootsOf(one).filter((row) => spans.outcome(row) !== IN_FLIGHT)
    const totalNs = over.reduce((sum, row) => sum + spans.duration(row), 0)
    const all = aggregateCriticalPath(playback, Int32Array.from(over))
    expect([all.requests, all.totalNs]).toEqual([over.length, totalNs])
    expect(all.parts.reduce((sum, { ns }) => sum + ns, 0)).toBe(totalNs)
    const inTime = aggregateCriticalPath(playback, { time: { fromNs: 0, toNs: run.nowNs } })
    expect(inTime.parts).toEqual(all.parts)
    const slow = aggregateCriticalPath(playback, { time: { fromNs: 0, toNs: run.nowNs }, aboveQuantile: 0.9 })
    const aboveNs = slow.aboveNs ?? 0
    expect(slow.requests).toBe(over.filter((row) => spans.duration(row) > aboveNs).length)
    // Fewer where many took exactly as long as the quantile: those that were given up after the same time.
    expect(slow.requests).toBeLessThanOrEqual(over.length / 10)
    expect(slow.sentence).toMatch(
      /^[A-Z].* is \d+ % of the time of (the one request|\d+ requests) above p90 \([\d.]+ m?s\)\.$/,
    )
  })

  it("leave out what the filter does", () => {
    const { playback, run } = first
    const { spans } = playback.recording
    const time = { fromNs: 0, toNs: run.nowNs }
    const failed = aggregateCriticalPath(playback, { time, outcome: 1 })
    const expected = rootsOf(first).filter((row) => spans.outcome(row) === 1).length
    expect(failed.requests).toBe(expected)
    expect(aggregateCriticalPath(playback, { time, operation: 60_000 })).toMatchObject({ requests: 0, parts: [] })
    const few = aggregateCriticalPath(playback, { time, latency: { fromNs: 0, toNs: 1e6 } })
    expect(few.requests).toBe(rootsOf(first).filter((row) => endOf(spans, row) - spans.start(row) < 1e6).length)
  })
})

describe("why one request is slow", () => {
  it.each(runs)("has its whole latency, and a sentence with a number: %s", (_, one) => {
    const { playback } = one
    const { spans } = playback.recording
    for (const root of someRootsOf(one, 12)) {
      const { sentence, latencyNs, parts } = whySlow(playback, root)
      if (latencyNs === null) expect(spans.outcome(root)).toBe(IN_FLIGHT)
      else {
        expect(parts.reduce((sum, { ns }) => sum + ns, 0)).toBe(spans.duration(root))
        expect(sentence).toMatch(/It took ([\d.,]+ (ns|µs|ms|s)|no time)/)
      }
    }
  })

  it("names the part that the others of its operation have less of", () => {
    const { playback } = checkout
    const { spans } = playback.recording
    const over = rootsOf(checkout).filter((row) => spans.outcome(row) !== IN_FLIGHT)
    const slowest = over.reduce((best, row) => (spans.duration(row) > spans.duration(best) ? row : best))
    const { medianNs, others, parts, sentence, latencyNs } = whySlow(playback, slowest)
    const sorted = over
      .filter((row) => row !== slowest && spans.operation(row) === spans.operation(slowest))
      .map((row) => spans.duration(row))
      .sort((a, b) => a - b)
    expect([others, medianNs]).toEqual([sorted.length, sorted[Math.ceil(sorted.length / 2) - 1]])
    const [worst] = parts
    expect(worst?.excessNs).toBe(Math.max(...parts.map(({ ns, medianNs: usual }) => ns - usual)))
    expect(latencyNs).toBeGreaterThan(3 * (medianNs ?? 0))
    expect(sentence).toMatch(/^It took [\d.]+ ms, [\d.]+ times the median of \d+ other requests .* \([\d.]+ ms\)\. /)
    expect(sentence).toMatch(/ took [\d.]+ ms instead of [\d.]+ ms, (\d+ %|all) of the excess/)
  })

  it("says so where there is nothing to compare with, or it is not over", () => {
    const table = new SpanTable()
    const close = (row: Row, endNs: number) =>
      table.close(row, endNs, OK, { queueNs: 0, networkNs: 0, backoffNs: 0, poolNs: 3e6 })
    for (const operation of [0, 1, 1, 1, 2]) {
      const row = table.open(NO_ROW, 0, operation)
      table.place(row, 0, 1)
      if (operation < 2) close(row, 5e6)
    }
    const playback = new Playback({ spans: table, events: new EventTable(), actors: ["pg"] })
    expect(whySlow(playback, 0).sentence).toBe(
      "It took 5 ms; no other request of its operation is over. The longest part of it is waiting for a connection to pg: 3 ms, 60 %.",
    )
    expect(whySlow(playback, 1).sentence).toBe(
      "It took 5 ms, no longer than the median of 2 other requests of its operation (5 ms). The longest part of it is waiting for a connection to pg: 3 ms, 60 %.",
    )
    expect(whySlow(playback, 4)).toMatchObject({ latencyNs: null, parts: [] })
  })
})

describe("a waterfall", () => {
  it.each(runs)("has every span once, below its parent, and the critical path without a gap: %s", (_, one) => {
    const { playback } = one
    const { spans } = playback.recording
    for (const root of someRootsOf(one, 25)) {
      const { rows, startNs, endNs } = waterfall(playback, root)
      expect(rows.map(({ row }) => row).sort((a, b) => a - b)).toEqual([...playback.requests.rowsOf(root)])
      rows.forEach(({ row, depth, callee }, i) => {
        const parent = rows.slice(0, i).findLast((above) => above.depth === depth - 1)
        expect(parent?.row ?? NO_ROW).toBe(spans.parent(row))
        expect(callee === "nobody").toBe(spans.actor(row) === NO_ACTOR)
        const before = rows.slice(0, i).findLast((other) => other.depth <= depth)
        if (before?.depth === depth) expect(before.startNs).toBeLessThanOrEqual(spans.start(row))
      })
      const stretches = rows.flatMap(({ critical }) => critical).sort((a, b) => a.fromNs - b.fromNs)
      let reachedNs = startNs
      for (const { fromNs, toNs } of stretches) {
        expect(fromNs).toBe(reachedNs)
        reachedNs = toNs
      }
      if (stretches.length > 0) expect(reachedNs).toBe(endNs)
    }
  })
})
