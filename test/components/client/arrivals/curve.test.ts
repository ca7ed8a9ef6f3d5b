import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { areaTo, buildPieces, instantAt } from "../../../../components/client/arrivals/pieces.ts"
import { arrivalsUntil, countsIn, declaredRate, SECOND } from "../support/process.ts"

const points = (...pairs: readonly (readonly [at: string, rate: string])[]) => pairs.map(([at, rate]) => ({ at, rate }))
const ramp = { kind: "curve", points: points(["0s", "0/s"], ["100s", "1000/s"], ["200s", "200/s"]) }
const instants = (input: unknown, max: number) => arrivalsUntil(input, Infinity, { max }).map(({ atNs }) => atNs)

describe("Poisson arrivals follow the curve", () => {
  test("counts in each tenth are the area below the line, within five standard deviations", () => {
    const counts = countsIn(arrivalsUntil(ramp, 300 * SECOND), 10 * SECOND, 30)
    const rateAt = (t: number) => (t < 100 ? 10 * t : t < 200 ? 1000 - 8 * (t - 100) : 200)
    counts.forEach((count, index) => {
      // The trapezoid is exact on straight lines; each tenth lies on one.
      const expected = 5 * (rateAt(10 * index) + rateAt(10 * index + 10))
      expect(Math.abs(count - expected)).toBeLessThan(5 * Math.sqrt(expected))
    })
  })

  test("steps hold until the next point", () => {
    const steps = {
      kind: "curve",
      points: points(["0s", "100/s"], ["10s", "0/s"], ["20s", "900/s"]),
      interpolation: "step",
    }
    const [first = 0, second = 0, third = 0] = countsIn(arrivalsUntil(steps, 30 * SECOND), 10 * SECOND, 3)
    expect(Math.abs(first - 1000)).toBeLessThan(5 * Math.sqrt(1000))
    expect(second).toBe(0)
    expect(Math.abs(third - 9000)).toBeLessThan(5 * Math.sqrt(9000))
  })

  test("a flat curve is the Poisson process of its rate", () => {
    const flat = arrivalsUntil({ kind: "curve", points: points(["0s", "800/s"]) }, 10 * SECOND)
    const poisson = arrivalsUntil("poisson 800/s", 10 * SECOND)
    expect(flat.length).toBe(poisson.length)
    for (const [index, { atNs }] of flat.entries()) {
      expect(Math.abs(atNs - (poisson[index]?.atNs ?? 0))).toBeLessThanOrEqual(1)
    }
  })
})

describe("even spacing is exact", () => {
  const even = (interpolation: string, ...pairs: readonly (readonly [string, string])[]) => ({
    kind: "curve",
    points: points(...pairs),
    interpolation,
    spacing: "even",
  })

  // [curve, instants in s]
  test.each([
    // Area t^2 up to 2 s: the k-th at sqrt(k); from then on 4/s.
    [even("linear", ["0s", "0/s"], ["2s", "4/s"]), [1, Math.sqrt(2), Math.sqrt(3), 2, 2.25, 2.5]],
    // Area 4 t - t^2 down to 0 at 2 s: nothing behind the fourth, which falls on the end.
    [even("linear", ["0s", "4/s"], ["2s", "0/s"]), [2 - Math.sqrt(3), 2 - Math.sqrt(2), 1, 2]],
    // Two a second, silence for 3 s, then one a second: the second arrival is before the silence, not behind it.
    [even("step", ["0s", "2/s"], ["1s", "0/s"], ["4s", "1/s"]), [0.5, 1, 5, 6]],
    [even("step", ["0s", "0/s"]), []],
    // Each round of 2 s has 3: two in the first half, one in the second. The end of a round belongs to it.
    [{ ...even("step", ["0s", "2/s"], ["1s", "1/s"]), repeat: "2s" }, [0.5, 1, 2, 2.5, 3, 4, 4.5]],
    // Straight lines go back to the first point: 0 up to 4/s at 1 s and down again, 4 a round.
    [
      { ...even("linear", ["0s", "0/s"], ["1s", "4/s"]), repeat: "2s" },
      [Math.SQRT1_2, 1, 2 - Math.SQRT1_2, 2, 2 + Math.SQRT1_2],
    ],
    // Half an arrival a round: every other round has one, at its end.
    [{ ...even("step", ["0s", "0.5/s"]), repeat: "1s" }, [2, 4, 6]],
    // What lies behind the repeat is never reached.
    [{ ...even("step", ["0s", "1/s"], ["5s", "100/s"]), repeat: "2s" }, [1, 2, 3, 4, 5, 6, 7]],
    [{ ...even("linear", ["0s", "0/s"], ["2s", "4/s"], ["4s", "0/s"]), repeat: "1s" }, [1, 2, 3, 4]],
  ])("%j", (input, expected) => {
    const found = instants(input, Math.max(expected.length, 1))
    expect(found).toEqual(expected.map((seconds) => Math.round(seconds * 1e9)))
  })

  test("a thousand rounds drift by no nanosecond", () => {
    const round = { ...even("linear", ["0s", "1/s"], ["8s", "5/s"], ["16s", "2/s"]), repeat: "24s" }
    const arrivals = arrivalsUntil(round, 1000 * 24 * SECOND + 1)
    // 8 s * (3 + 3.5 + 1.5)/s = 64 a round, the last at its end.
    expect(arrivals.length).toBe(64_000)
    for (let at = 63; at < 64_000; at += 64) expect(arrivals[at]?.atNs).toBe(((at + 1) / 64) * 24 * SECOND)
  })
})

test("the inverse undoes the area: any curve, any amount", () => {
  const anyPoints = fc
    .array(
      fc.record({ gapNs: fc.integer({ min: 1, max: 1e12 }), rate: fc.double({ min: 0, max: 1e6, noNaN: true }) }),
      {
        minLength: 1,
        maxLength: 8,
      },
    )
    .map((parts) => {
      let atNs = 0
      return parts.map(({ gapNs, rate }, index) => {
        if (index > 0) atNs += gapNs
        return [atNs, rate] as const
      })
    })
  fc.assert(
    fc.property(anyPoints, fc.boolean(), fc.double({ min: 0, max: 1, noNaN: true }), (curve, isStep, part) => {
      const pieces = buildPieces(curve, { isStep, repeatNs: Infinity })
      const spanNs = (curve.at(-1)?.[0] ?? 0) + 1e9
      const area = part * areaTo(pieces, spanNs)
      const atNs = instantAt(pieces, { area, piece: 0 })
      // An area of 1e-9 arrivals is nothing; above that both directions agree to 1e-9 of the whole.
      return Math.abs(areaTo(pieces, atNs) - area) <= 1e-9 * (1 + areaTo(pieces, spanNs))
    }),
  )
})

test("the rate it says: of a round, else of the end", () => {
  expect(declaredRate(ramp)).toBeCloseTo(200, 9)
  expect(declaredRate({ ...ramp, repeat: "200s" })).toBeCloseTo((50_000 + 60_000) / 200, 9)
})
