import { describe, expect, it } from "vitest"
import { LatencyMetric, LevelMetric } from "../../../engine/index.ts"
import { heatRow, heatRowStart } from "../../../ui/playback/heat.ts"
import { MEASURES } from "../../../ui/playback/track.ts"
import { queryTrack } from "../../../ui/playback/track-query.ts"
import { awkward, watched } from "./support.ts"

const { playback, run } = watched(awkward)
const { tracks, components } = playback
const whole = { fromNs: 0, toNs: run.nowNs, columns: 1 }

describe("measures", () => {
  it.each([
    ["stock", "queue", MEASURES.queued],
    ["stock", "busy", MEASURES.busy],
    ["web", "busy", MEASURES.busy],
  ])("of the whole run are the engine's: %s.%s", (component, name, measure) => {
    const metric = run.metric(`${component}.${name}`)
    if (!(metric instanceof LevelMetric)) throw new Error("no level")
    const { mean, most } = queryTrack(tracks, components.names.indexOf(component), measure, whole)
    expect(mean[0]).toBeCloseTo(metric.level.mean(), 6)
    expect(most[0]).toBeGreaterThan(1)
    // The engine counts a peak that lasts for no time.
    expect(most[0]).toBeLessThanOrEqual(metric.level.max)
  })

  it("of clients are the engine's: requests that ended well", () => {
    const ended = queryTrack(tracks, tracks.requests, MEASURES.latency, whole)
    const failed = queryTrack(tracks, tracks.requests, MEASURES.failed, whole)
    const count = ((ended.perSecond[0] ?? 0) * run.nowNs) / 1e9
    expect(Math.round(count * (1 - (failed.mean[0] ?? 0)))).toBe(succeeded())
    expect(failed.mean[0]).toBeGreaterThan(0)
  })

  it("are the same from bins as from what happened", () => {
    const stock = components.names.indexOf("stock")
    const { bins } = tracks.tracks[stock] ?? { bins: [] }
    const window = { fromNs: 0, toNs: 32 * tracks.widthNs, columns: 32 }
    for (const measure of Object.values(MEASURES)) {
      const exact = queryTrack(tracks, stock, measure, window)
      const of = bins[measure]
      expect([...exact.most]).toEqual([...(of?.most.subarray(0, 32) ?? [])])
      expect([...exact.least]).toEqual([...(of?.least.subarray(0, 32) ?? [])])
    }
  })
})

describe("a query", () => {
  it("reads no more than a keyframe's deltas or a measure's bins, and one bin a column", () => {
    for (const columns of [1, 390, 1_920]) {
      const { work, most } = queryTrack(tracks, 0, MEASURES.busy, { ...whole, columns })
      expect(work).toBeLessThanOrEqual(65_536 + 2 * columns)
      expect(most).toHaveLength(columns)
      expect(Math.max(...most)).toBe(queryTrack(tracks, 0, MEASURES.busy, whole).most[0])
    }
  })
})

describe("heatmaps", () => {
  it.each([
    [0, 0],
    [1, 0],
    [2, 4],
    [1_024, 40],
    [1_279, 40],
    [1_280, 41],
    [2_047, 43],
  ])("%i ns are in row %i", (ns, row) => {
    expect(heatRow(ns)).toBe(row)
    expect(heatRowStart(row)).toBeLessThanOrEqual(Math.max(1, ns))
    expect(heatRowStart(row + 1)).toBeGreaterThan(ns)
  })

  it("hold every call that has ended, once", () => {
    const heat = tracks.tracks[tracks.requests]?.heat
    let sum = 0
    for (let bin = 0; bin < tracks.capacity / 4; bin++)
      for (let row = 0; row < 212; row++) sum += heat?.at(bin, row) ?? 0
    const { failed } = MEASURES
    const bins = tracks.tracks[tracks.requests]?.bins[failed]
    expect(sum).toBe(bins?.count.reduce((total, count) => total + count, 0))
    expect(sum).toBeGreaterThan(succeeded())
  })
})

/** Requests of the client that ended well, as the engine counted them. */
function succeeded(): number {
  const metric = run.metric("shop.latency")
  if (!(metric instanceof LatencyMetric)) throw new Error("the client measures no latency")
  return metric.wholeRun.count
}
