import { describe, expect, test } from "vitest"
import { warmUpEnd } from "../../statistics/index.ts"
import { normalStream } from "./random.ts"

describe("MSER-5", () => {
  test("a decaying start is cut where it has sunk into the noise", () => {
    const normal = normalStream(1)
    const observations = Array.from({ length: 2000 }, (_, i) => 10 + 50 * Math.exp(-i / 40) + normal())
    const { discard } = warmUpEnd(observations)
    // 50 exp(-i / 40) is 1 at i = 156 and 0.1 at i = 249
    expect(discard).toBeGreaterThan(100)
    expect(discard).toBeLessThan(400)
  })

  test("the cut minimises the criterion by brute force", () => {
    const normal = normalStream(2)
    const observations = Array.from({ length: 300 }, (_, i) => (i < 60 ? 5 : 0) + normal())
    const points = Array.from({ length: 60 }, (_, i) => {
      const five = observations.slice(5 * i, 5 * i + 5)
      return five.reduce((sum, x) => sum + x, 0) / 5
    })
    const criterion = points.slice(0, 56).map((_, d) => {
      const rest = points.slice(d)
      const mean = rest.reduce((sum, x) => sum + x, 0) / rest.length
      return rest.reduce((sum, x) => sum + (x - mean) ** 2, 0) / rest.length ** 2
    })
    expect(warmUpEnd(observations)).toEqual({ discard: 5 * criterion.indexOf(Math.min(...criterion)) })
  })

  test("nothing is cut from a constant, a ramp has not settled, a short run says nothing", () => {
    expect(warmUpEnd(Array.from({ length: 200 }, () => 7))).toEqual({ discard: 0 })
    const late = Array.from({ length: 500 }, (_, i) => (i < 400 ? i : 400))
    expect(warmUpEnd(late)).toEqual({ discard: null, reason: "the run has not settled" })
    expect(warmUpEnd(Array.from({ length: 99 }, () => 7))).toEqual({ discard: null, reason: "not enough data" })
  })
})
