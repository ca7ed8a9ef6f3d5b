import fc from "fast-check"
import { expect, test } from "vitest"
import { open01, pickIndex, uniform01 } from "../../../engine/chance/words.ts"

const word = fc.integer({ min: -(2 ** 31), max: 2 ** 32 - 1 })

test("uniform01 stays in [0, 1) and open01 in (0, 1), at the extremes too", () => {
  expect(uniform01(0, 0)).toBe(0)
  expect(uniform01(-1, -1)).toBe(1 - 2 ** -53)
  expect(open01(0, 0)).toBe(2 ** -53)
  expect(open01(-1, -1)).toBe(1 - 2 ** -53)
  expect(uniform01(0, 1 << 11)).toBe(2 ** -53)
  expect(uniform01(1, 0)).toBe(2 ** -32)
  fc.assert(
    fc.property(word, word, (a, b) => {
      expect(uniform01(a, b)).toBe(uniform01(a >>> 0, b >>> 0))
      expect(Math.abs(open01(a, b) - uniform01(a, b))).toBeLessThanOrEqual(2 ** -53)
    }),
  )
})

test("pickIndex stays in [0, n) and each index gets its share of words", () => {
  expect(pickIndex(-1, 2 ** 32)).toBe(2 ** 32 - 1)
  fc.assert(
    fc.property(word, fc.integer({ min: 1, max: 2 ** 32 }), (a, n) => {
      const index = pickIndex(a, n)
      expect(index).toBe(Number((BigInt(a >>> 0) * BigInt(n)) >> 32n))
    }),
  )
})
