import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { ExactSum } from "../../../engine/metrics/index.ts"

const toBigInt = (sum: ExactSum) => BigInt(sum.high) * 2n ** 53n + BigInt(sum.low)
const integer = fc.maxSafeNat()

describe("ExactSum", () => {
  test("agrees with unbounded integers and keeps its low word below 2^53", () => {
    fc.assert(
      fc.property(fc.array(integer, { maxLength: 50 }), (addends) => {
        const sum = new ExactSum()
        let expected = 0n
        for (const addend of addends) {
          sum.add(addend)
          expected += BigInt(addend)
        }
        expect(toBigInt(sum)).toBe(expected)
        expect(sum.low).toBeLessThan(2 ** 53)
        expect(sum.value()).toBe(Number(expected))
      }),
    )
  })

  test("multiplies exactly", () => {
    const left = fc.oneof(fc.nat(), fc.integer({ min: 0, max: 2 ** 52 - 1 }))
    fc.assert(
      fc.property(left, integer, integer, (a, b, start) => {
        const sum = new ExactSum()
        sum.add(start)
        sum.addProduct(a, b)
        expect(toBigInt(sum)).toBe(BigInt(start) + BigInt(a) * BigInt(b))
      }),
    )
  })

  test("refuses a factor it cannot multiply exactly", () => {
    expect(() => new ExactSum().addProduct(2 ** 52, 4)).toThrow(/too large/)
  })

  test("subtracts across the words and compares", () => {
    const before = new ExactSum()
    before.addProduct(3, Number.MAX_SAFE_INTEGER)
    const after = new ExactSum()
    after.addSum(before)
    expect(after.equals(before)).toBe(true)
    after.add(12345)
    expect(after.equals(before)).toBe(false)
    expect(after.minus(before)).toBe(12345)
    const copy = new ExactSum()
    copy.restore(structuredClone(after.snapshot()))
    expect(copy.equals(after)).toBe(true)
    copy.clear()
    expect(copy.value()).toBe(0)
  })
})
