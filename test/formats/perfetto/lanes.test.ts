import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Lanes } from "../../../formats/perfetto/lanes.ts"
import { microsText } from "../../../formats/perfetto/micros.ts"

describe("lanes", () => {
  // [start, end] of spans in order, and their lanes
  it.each([
    [
      "one after the other",
      [
        [0, 5],
        [5, 9],
        [9, 9],
      ],
      [0, 0, 0],
    ],
    [
      "at once",
      [
        [0, 5],
        [1, 9],
        [2, 3],
      ],
      [0, 1, 2],
    ],
    [
      "the lowest that is free",
      [
        [0, 4],
        [0, 9],
        [0, 3],
        [3, 8],
        [5, 6],
      ],
      [0, 1, 2, 2, 0],
    ],
    [
      "of no length",
      [
        [2, 2],
        [2, 2],
        [2, 5],
        [3, 4],
      ],
      [0, 1, 2, 0],
    ],
  ] as const)("%s", (_, spans, expected) => {
    const lanes = new Lanes()
    expect(spans.map(([start, end]) => lanes.take(start, end))).toEqual(expected)
  })

  it("are as many as spans are under way at once", () => {
    const span = fc.tuple(fc.nat(200), fc.integer({ min: 1, max: 60 }))
    fc.assert(
      fc.property(fc.array(span, { maxLength: 80 }), (pairs) => {
        const spans = pairs.map(([start, length]) => [start, start + length] as const).sort((a, b) => a[0] - b[0])
        const lanes = new Lanes()
        const taken = spans.map(([start, end]) => lanes.take(start, end))
        const under = (t: number) => spans.filter(([start, end]) => start <= t && t < end).length
        const most = Math.max(0, ...spans.map(([start]) => under(start)))
        expect(new Set(taken).size).toBe(most)
        spans.forEach(([start, end], i) => {
          for (let j = 0; j < i; j++) {
            const [otherStart, otherEnd] = spans[j] ?? [0, 0]
            if (taken[j] === taken[i]) expect(start < otherEnd && otherStart < end).toBe(false)
          }
        })
      }),
    )
  })
})

describe("times in µs", () => {
  it.each([
    [0, "0"],
    [1, "0.001"],
    [120, "0.12"],
    [1_000, "1"],
    [1_020_300_007, "1020300.007"],
    [9_007_199_254_740_991, "9007199254740.991"],
  ])("%i ns", (ns, text) => {
    expect(microsText(ns)).toBe(text)
  })

  it("come back to the nanosecond in Perfetto's arithmetic, for 26 days", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_251_799_813_685_248 }), (ns) => {
        expect(Math.round(Number(microsText(ns)) * 1_000)).toBe(ns)
      }),
    )
  })
})
