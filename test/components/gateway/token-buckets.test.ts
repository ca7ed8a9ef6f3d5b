import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { TokenBuckets } from "../../../components/gateway/token-buckets.ts"
import { tokenRate } from "../../../components/gateway/token-rate.ts"

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

describe("token buckets", () => {
  // Oracle L02: cumulative output of a greedy source = burst + r t.
  it("pass 150 in the first second and 1050 in ten, of 1000 tried a second", () => {
    const buckets = new TokenBuckets(tokenRate(100), 50)
    let passed = 0
    let inFirstSecond = 0
    for (let ms = 0; ms <= 10_000; ms++) {
      if (buckets.take(ms * 1e6, 0)) passed++
      if (ms === 1000) inFirstSecond = passed
    }
    expect(inFirstSecond).toBe(150)
    expect(passed).toBe(1050)
  })

  // Acceptance fact A8: 250 requests every 8 ms against 100 a minute, token bucket of 100: 103 pass.
  it("pass 103 of 250 requests in 2 s at 100 a minute", () => {
    const buckets = new TokenBuckets(tokenRate(100 / 60), 100)
    const passed = Array.from({ length: 250 }, (_, index) => buckets.take(index * 8e6, 0)).filter(Boolean)
    expect(passed).toHaveLength(103)
  })

  // Acceptance fact A9: bucket of 10,000/s and 5000: 10,000 at one instant pass 5000, evenly over a second all.
  it("pass a burst at once and the rate evenly", () => {
    const passed = (stepNs: number) => {
      const buckets = new TokenBuckets(tokenRate(10_000), 5000)
      return Array.from({ length: 10_000 }, (_, index) => buckets.take(index * stepNs, 0)).filter(Boolean).length
    }
    expect(passed(0)).toBe(5000)
    expect(passed(100_000)).toBe(10_000)
  })

  // Against the definition in whole numbers: in units of 1 / perPart ns, tokens come at multiples of the interval.
  it("agree with arithmetic on big integers", () => {
    const gaps = fc.array(fc.integer({ min: 0, max: 2_000_000_000 }), { minLength: 1, maxLength: 200 })
    const rates = fc.constantFrom(3, 7, 100, 0.7, 100 / 60, 5 / 3600, 999_983)
    fc.assert(
      fc.property(rates, fc.integer({ min: 1, max: 9 }), gaps, (perSecond, burst, steps) => {
        const rate = tokenRate(perSecond)
        const interval = BigInt(rate.wholeNs) * BigInt(rate.perPart) + BigInt(rate.parts)
        const buckets = new TokenBuckets(rate, burst)
        let level = BigInt(burst) * interval
        let now = 0n
        for (const step of steps) {
          now += BigInt(step)
          level += BigInt(step) * BigInt(rate.perPart)
          if (level > BigInt(burst) * interval) level = BigInt(burst) * interval
          const passes = level >= interval
          if (passes) level -= interval
          expect(buckets.take(Number(now), 0)).toBe(passes)
        }
      }),
    )
  })

  it("keep keys apart, and forget those that are full again", () => {
    const buckets = new TokenBuckets(tokenRate(1), 1)
    expect(buckets.take(0, 1)).toBe(true)
    expect(buckets.take(0, 1)).toBe(false)
    expect(buckets.take(0, 2)).toBe(true)
    // A key a millisecond: those older than the second a refill takes are full.
    let most = 0
    for (let key = 10; key < 100_010; key++) {
      buckets.take(key * 1e6, key)
      most = Math.max(most, buckets.size)
    }
    expect(most).toBeLessThanOrEqual(2048)
  })
})
