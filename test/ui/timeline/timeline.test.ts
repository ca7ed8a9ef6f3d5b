import fc from "fast-check"
import { describe, expect, test } from "vitest"
import type { Mark } from "../../../ui/protocol/feed.ts"
import { lanesFor } from "../../../ui/timeline/lanes.ts"
import { nearestMark, placeMarks, textOf } from "../../../ui/timeline/place-marks.ts"
import { clampWindow, tickStep, ticksOf, timeOf, WINDOW_MIN_NS, xOf, zoomed } from "../../../ui/timeline/scale.ts"
import { keyTarget } from "../../../ui/timeline/slider-keys.ts"

const SECOND = 1e9
const run = { fromNs: 0, toNs: 600 * SECOND }

const mark = (fromS: number, kind: Mark["kind"] = "fault", toS = fromS + 5): Mark => ({
  id: `${kind} ${fromS}`,
  kind,
  label: kind === "fault" ? `crash of node${fromS}` : "p99 latency of shop < 300ms",
  targets: [],
  fromNs: fromS * SECOND,
  toNs: toS * SECOND,
})

describe("the scale", () => {
  const windows = fc
    .tuple(fc.integer({ min: 0, max: 1e12 }), fc.integer({ min: WINDOW_MIN_NS, max: 1e12 }))
    .map(([fromNs, lengthNs]) => ({ fromNs, toNs: fromNs + lengthNs }))

  test("places and instants answer each other to half a nanosecond", () => {
    fc.assert(
      fc.property(
        windows,
        fc.integer({ min: 100, max: 4_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (window, width, share) => {
          const x = share * width
          // An instant is a whole number of ns, which may be several pixels of a very short window.
          const halfNsPx = (0.5 * width) / (window.toNs - window.fromNs)
          expect(Math.abs(xOf(timeOf(x, window, width), window, width) - x)).toBeLessThanOrEqual(halfNsPx + 1e-3)
        },
      ),
    )
  })

  test("zooming keeps the instant under the pointer where it is", () => {
    fc.assert(
      fc.property(
        windows,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(0.5, 0.9, 1.1, 2),
        (window, share, factor) => {
          const aboutNs = window.fromNs + share * (window.toNs - window.fromNs)
          const after = zoomed(window, aboutNs, factor)
          expect(xOf(aboutNs, after, 1_000)).toBeCloseTo(share * 1_000, -1)
          expect(after.toNs - after.fromNs).toBeGreaterThanOrEqual(WINDOW_MIN_NS - 1)
        },
      ),
    )
  })

  test("a window lies in the whole, as long as it was where that fits", () => {
    expect(clampWindow({ fromNs: -50, toNs: 50 }, { fromNs: 0, toNs: 200 })).toEqual({ fromNs: 0, toNs: 100 })
    expect(clampWindow({ fromNs: 150, toNs: 250 }, { fromNs: 0, toNs: 200 })).toEqual({ fromNs: 100, toNs: 200 })
    expect(clampWindow({ fromNs: -50, toNs: 500 }, { fromNs: 0, toNs: 200 })).toEqual({ fromNs: 0, toNs: 200 })
  })

  test.each([
    [run, 10, 60 * SECOND],
    [{ fromNs: 0, toNs: SECOND }, 10, 100e6],
    [{ fromNs: 5_000, toNs: 9_000 }, 10, 500],
    [{ fromNs: 0, toNs: 7_200 * SECOND }, 10, 900 * SECOND],
  ])("ticks of %j, at most %d, are %d ns apart", (window, most, stepNs) => {
    expect(tickStep(window, most)).toBe(stepNs)
  })

  test("never more ticks than fit, and at least a few", () => {
    fc.assert(
      fc.property(windows, fc.integer({ min: 3, max: 30 }), (window, most) => {
        const ticks = ticksOf(window, tickStep(window, most))
        expect(ticks.length).toBeLessThanOrEqual(most + 1)
        expect(ticks.every((at) => at >= window.fromNs && at <= window.toNs)).toBe(true)
      }),
    )
  })
})

describe("lanes", () => {
  test("fit the height in their order, the axis last, and do not overlap", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 400 }),
        fc.integer({ min: 0, max: 3 }),
        fc.constantFrom(12, 24),
        (height, queues, textPx) => {
          const lanes = lanesFor(height, queues, textPx)
          let y = 0
          for (const lane of lanes) {
            expect(lane.y).toBeGreaterThanOrEqual(y)
            y = lane.y + lane.height
          }
          expect(y).toBeLessThanOrEqual(height + 4)
          expect(lanes[0]?.name).toBe("events")
          expect(lanes.at(-1)?.name).toBe("axis")
        },
      ),
    )
  })

  test("queues give way first", () => {
    expect(lanesFor(200, 3, 12).map(({ name }) => name)).toEqual([
      "events",
      "latency",
      "failed",
      "queue",
      "queue",
      "queue",
      "axis",
    ])
    expect(lanesFor(64, 3, 12).map(({ name }) => name)).toEqual(["events", "latency", "axis"])
  })
})

describe("marks", () => {
  const widthOf = (text: string) => 6 * text.length

  test("too near to each other are put together and named or counted", () => {
    const [only] = placeMarks([mark(10), mark(11, "breach"), mark(12, "breach")], run, 1_000, widthOf)
    expect(only?.marks).toHaveLength(3)
    expect(only?.kind).toBe("fault")
    expect(textOf(only?.marks ?? [])).toBe("crash of node10, 2 breaches")
  })

  test("a label stands where there is room for it", () => {
    const placed = placeMarks([mark(300), mark(330), mark(590)], run, 1_000, widthOf)
    expect(placed.map(({ label }) => label?.side)).toEqual(["left", "right", "left"])
  })

  test("labels and glyphs never overlap", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 600 }), { maxLength: 40 }),
        fc.integer({ min: 200, max: 2_000 }),
        (starts, width) => {
          let reached = Number.NEGATIVE_INFINITY
          for (const { x, label } of placeMarks(
            starts.map((at) => mark(at)),
            run,
            width,
            widthOf,
          )) {
            const left = x - 8 - (label?.side === "left" ? label.width : 0)
            expect(left).toBeGreaterThanOrEqual(reached - 1)
            reached = x + 8 + (label?.side === "right" ? label.width : 0)
          }
        },
      ),
    )
  })

  test("that began before the window stand at its edge while they last", () => {
    const window = { fromNs: 12 * SECOND, toNs: 100 * SECOND }
    expect(placeMarks([mark(10)], window, 1_000, widthOf).map(({ x }) => x)).toEqual([0])
    expect(placeMarks([mark(1)], window, 1_000, widthOf)).toEqual([])
  })

  test("outside the window are not placed", () => {
    expect(placeMarks([mark(10), mark(500)], { fromNs: 0, toNs: 100 * SECOND }, 1_000, widthOf)).toHaveLength(1)
  })

  test("the nearest is found, all along what lasts", () => {
    const marks = [mark(10, "fault", 40), mark(100, "breach", 101)]
    expect(nearestMark(marks, 30 * SECOND, SECOND)).toBe(marks[0])
    expect(nearestMark(marks, 99.5 * SECOND, SECOND)).toBe(marks[1])
    expect(nearestMark(marks, 60 * SECOND, SECOND)).toBe(null)
  })
})

test.each([
  ["ArrowRight", 13 * SECOND],
  ["ArrowLeft", 7 * SECOND],
  ["PageUp", 70 * SECOND],
  ["PageDown", 0],
  ["Home", 0],
  ["End", 400 * SECOND],
  ["x", null],
])("%s on the slider goes to %j", (key, target) => {
  expect(keyTarget(key, { tNs: 10 * SECOND, endNs: 400 * SECOND, window: run })).toBe(target)
})
