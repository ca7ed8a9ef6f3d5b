import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { OUTCOMES } from "../../../engine/index.ts"
import { cdfPath, decadesOf, tailPath } from "../../../ui/panels/charts/distribution-path.ts"
import { heatLatency, heatPixels, heatShare } from "../../../ui/panels/charts/heat-canvas.ts"
import { levelPath } from "../../../ui/panels/charts/track-path.ts"
import { stretchesOf } from "../../../ui/panels/charts/waterfall-stretches.ts"
import { OUTCOME_WORDS } from "../../../ui/words/outcomes.ts"

test("outcomes have the engine's names and order", () => {
  expect(OUTCOME_WORDS.map(({ name }) => name)).toEqual([...OUTCOMES])
})

const edges = Float64Array.of(0, 1e6, 2e6, 4e6, 8e6)

describe("the heatmap's axis", () => {
  test("what is up there is the latency that lies there, and the other way round", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
        expect(heatShare(edges, heatLatency(edges, share) * (1 - 1e-12))).toBeCloseTo(share, 6)
      }),
    )
  })

  test.each([
    [0, 0],
    [1e6, 0.25],
    [Math.SQRT2 * 1e6, 0.375],
    [8e6, 1],
    [9e9, 1],
  ])("%d ns lies %d up", (ns, share) => {
    expect(heatShare(edges, ns)).toBeCloseTo(share, 9)
  })

  test("the highest latencies are the first row of pixels, and where nothing was nothing is painted", () => {
    const counts = Uint32Array.of(0, 0, 0, 5, 1, 0, 0, 0)
    const heat = { calls: 6, columns: 2, rows: 4, counts, edgesNs: edges, perColumn: Uint32Array.of(5, 1), lines: [] }
    const pixels = heatPixels(heat, [0, 0, 0], [200, 100, 50])
    const alpha = [...pixels].filter((_, i) => i % 4 === 3)
    expect(alpha).toEqual([255, 0, 0, 0, 0, 0, 0, 255])
    expect([...pixels.slice(0, 3)]).toEqual([200, 100, 50])
    // One of five: log 2 / log 6 of the way.
    expect(pixels[28]).toBe(Math.round((200 * Math.log(2)) / Math.log(6)))
  })
})

describe("a level", () => {
  const track = (mean: number[], most = mean, least = mean) => ({
    mean: Float64Array.from(mean),
    most: Float32Array.from(most),
    least: Float32Array.from(least),
    perSecond: new Float64Array(mean.length),
  })

  test("is drawn from below, its highest at the top, with gaps where nothing is known", () => {
    const { line, top } = levelPath(track([0, 2, Number.NaN, 4]), 48, null)
    expect(top).toBe(4)
    expect(line).toBe("M0,48L1,24M3,0Z")
  })

  test("the limit is in the plot once the level comes near it", () => {
    expect(levelPath(track([1]), 48, 8).top).toBe(1)
    expect(levelPath(track([3]), 48, 8).top).toBe(8)
  })

  test("the band goes from the least to the most", () => {
    expect(levelPath(track([2, 2], [4, 4], [0, 1]), 8, null).band).toBe("M0,0L1,0L1,6L0,8Z")
  })
})

describe("a distribution", () => {
  const found = {
    calls: 4,
    leastNs: 1e6,
    meanNs: 3e6,
    mostNs: 1e8,
    latencyNs: Float64Array.of(1e6, 1e7, 1e8),
    atMost: Uint32Array.of(2, 3, 4),
    above: Uint32Array.of(2, 1, 0),
  }

  test("rises to one", () =>
    expect(cdfPath(found, 100, 40)).toBe("M0,40L0,40L0,20L50,20L50,10L100,10L100,0L100,0L100,0"))

  test("its tail falls to the last call but one", () => {
    expect(tailPath(found, 100, 40)).toBe("M0,0L0,20L50,40")
  })

  test("decades", () => {
    expect(decadesOf(found, 100).map(({ ns, x }) => [ns, Math.round(x)])).toEqual([
      [1e6, 0],
      [1e7, 50],
      [1e8, 100],
    ])
  })
})

test("a call's phases, and over them what the request waited for", () => {
  const row = {
    row: 1,
    depth: 0,
    startNs: 0,
    arriveNs: 100,
    seatNs: 300,
    leaveNs: 900,
    endNs: 1000,
    component: 0,
    actor: 0,
    callee: "a",
    operation: "get",
    outcome: "ok",
    outcomeNumber: 0,
    attempt: 0,
    hasTries: false,
    critical: [{ kind: "service", fromNs: 300, toNs: 400 } as const],
  }
  const drawn = stretchesOf(row, { fromNs: 0, toNs: 1000 })
  expect(drawn.map(({ kind, x, width, isCritical }) => [kind, x, width, isCritical])).toEqual([
    ["network", 0, 100, false],
    ["queue", 100, 200, false],
    ["downstream", 300, 600, false],
    ["network", 900, 100, false],
    ["service", 300, 100, true],
  ])
})
