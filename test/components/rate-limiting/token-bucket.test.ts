import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { REJECT } from "../../../components/kit/limiting/limiter.ts"
import { tokenRate } from "../../../components/rate-limiting/token-rate.ts"
import { admitted, CONSTANT, every, limiter, MS, S, TRACE } from "./support.ts"

describe("token bucket", () => {
  // Oracle L02: cumulative output of a greedy source = burst + r t.
  it("passes 150 in the first second and 1050 in ten, of 1000 tried a second", () => {
    const bucket = limiter("token-bucket", { rate: "100/s", burst: 50 })
    expect(admitted(bucket, every(MS, 1001))).toBe(150)
    expect(admitted(bucket, every(MS, 9000, 1001 * MS))).toBe(900)
  })

  it("passes 103 of the trace and 599 of a constant stream at 100 a minute (A8)", () => {
    expect(admitted(limiter("token-bucket", { rate: "100/m", burst: 100 }), TRACE)).toBe(103)
    // 100 tokens at the start and one every 0.6 s until 299.9 s: 100 + 499.
    expect(admitted(limiter("token-bucket", { rate: "100/m", burst: 100 }), CONSTANT)).toBe(599)
  })

  it.each([
    ["10,000 evenly over a second", every(S / 10_000, 10_000), 10_000],
    ["10,000 at one instant", every(0, 10_000), 5_000],
    [
      "5,000 at once and 5,000 over the rest of the second",
      [...every(0, 5000), ...every(S / 5000, 5000, S / 5000)],
      10_000,
    ],
    // 5,000 and 10,000/s * 0.99999 s.
    ["100,000 over a second", every(S / 100_000, 100_000), 14_999],
  ])("as AWS API Gateway of %s (A9)", (_, times, wanted) => {
    expect(admitted(limiter("token-bucket", { rate: "10000/s", burst: 5000 }), times)).toBe(wanted)
  })

  // Against the definition in whole numbers: in units of 1 / perPart ns, tokens come at multiples of the interval.
  it("agrees with arithmetic on big integers", () => {
    const steps = fc.array(
      fc.record({ gap: fc.integer({ min: 0, max: 2_000_000_000 }), cost: fc.integer({ min: 1, max: 3 }) }),
      { minLength: 1, maxLength: 200 },
    )
    const rates = fc.constantFrom("3/s", "7/s", "100/s", "0.7/s", "100/m", "5/h", "999983/s")
    fc.assert(
      fc.property(rates, fc.integer({ min: 1, max: 9 }), steps, (rate, burst, requests) => {
        const [number, unit] = rate.split("/")
        const { wholeNs, parts, perPart } = tokenRate(Number(number) / (unit === "s" ? 1 : unit === "m" ? 60 : 3600))
        const interval = BigInt(wholeNs) * BigInt(perPart) + BigInt(parts)
        const bucket = limiter("token-bucket", { rate, burst })
        let level = BigInt(burst) * interval
        let now = 0n
        for (const { gap, cost } of requests) {
          now += BigInt(gap)
          level += BigInt(gap) * BigInt(perPart)
          if (level > BigInt(burst) * interval) level = BigInt(burst) * interval
          const passes = level >= BigInt(cost) * interval
          if (passes) level -= BigInt(cost) * interval
          expect(bucket.decide(Number(now), 0, cost) !== REJECT).toBe(passes)
        }
      }),
    )
  })

  it("tells when the next token is there, to the nanosecond", () => {
    const bucket = limiter("token-bucket", { rate: "3/s", burst: 2 })
    expect(admitted(bucket, [0, 0, 0])).toBe(2)
    // 10^9 / 3, rounded up; two tokens after 2 * 10^9 / 3.
    expect(bucket.retryAfterNs(0, 0, 1)).toBe(333_333_334)
    expect(bucket.retryAfterNs(0, 0, 2)).toBe(666_666_667)
    expect(bucket.retryAfterNs(0, 0, 3)).toBe(Number.POSITIVE_INFINITY)
    expect([bucket.remaining(666_666_667, 0), bucket.retryAfterNs(333_333_334, 0, 1)]).toEqual([2, 0])
  })
})
