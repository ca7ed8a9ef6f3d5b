import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { tokenRate } from "../../../components/rate-limiting/token-rate.ts"

describe("the rate of tokens", () => {
  it.each([
    [100, { wholeNs: 10_000_000, parts: 0, perPart: 1 }],
    [3, { wholeNs: 333_333_333, parts: 1, perPart: 3 }], // 10^9 / 3
    [100 / 60, { wholeNs: 600_000_000, parts: 0, perPart: 1 }], // 100/m: one every 0.6 s
    [7 / 3600, { wholeNs: 514_285_714_285, parts: 5, perPart: 7 }], // 7/h: 3.6e12 / 7
    [1 / 86_400, { wholeNs: 86_400e9, parts: 0, perPart: 1 }],
    [2.5, { wholeNs: 400_000_000, parts: 0, perPart: 1 }],
    [1e9, { wholeNs: 1, parts: 0, perPart: 1 }],
  ])("%f per second", (perSecond, wanted) => {
    expect(tokenRate(perSecond)).toEqual(wanted)
  })

  it("is within one part in a million of any rate", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-5, max: 1e9, noNaN: true }), (perSecond) => {
        const { wholeNs, parts, perPart } = tokenRate(perSecond)
        expect(Number.isSafeInteger(wholeNs) && parts < perPart && perPart <= 1e9).toBe(true)
        const interval = wholeNs + parts / perPart
        expect(Math.abs((interval * perSecond) / 1e9 - 1)).toBeLessThan(1e-6)
      }),
    )
  })
})
