import { describe, expect, it } from "vitest"
import { REJECT } from "../../../components/kit/limiting/limiter.ts"
import { LIMITERS } from "../../../components/rate-limiting/choice.ts"
import { answers, limiter, MS, S } from "./support.ts"

describe("resilience4j's RateLimiter", () => {
  it("gives 50 permissions every 500 ns and lets 5 s be waited for one, where nothing is said", () => {
    expect(LIMITERS.get("resilience4j")?.params.parse({})).toEqual({ limit: 50, period: 500, waitMax: 5 * S })
    const the = limiter("resilience4j", {})
    expect(answers(the, Array<number>(151).fill(0)).filter((_, at) => [0, 49, 50, 99, 100, 150].includes(at))).toEqual([
      0, 0, 500, 500, 1000, 1500,
    ])
  })

  // Cycles of 1 s from the start of the run, 2 permissions each, at 300 ms; waits of up to 1.7 s.
  it("promises the permissions of later cycles, which begin with the run and not with a key", () => {
    const the = limiter("resilience4j", { limit: 2, period: "1s", waitMax: "1700ms" })
    expect(answers(the, Array<number>(7).fill(300 * MS))).toEqual([
      0,
      0,
      700 * MS,
      700 * MS,
      1700 * MS,
      1700 * MS,
      REJECT,
    ])
    expect(the.retryAfterNs(300 * MS, 0, 1)).toBe(S)
    // Those of the cycles from 1 s and 2 s on are given away.
    expect(answers(the, [1299 * MS, 1300 * MS, 1300 * MS, 1300 * MS])).toEqual([REJECT, 1700 * MS, 1700 * MS, REJECT])
  })

  it("loses what a cycle leaves over, and refuses without a wait where none is allowed", () => {
    const the = limiter("resilience4j", { limit: 2, period: "1s", waitMax: "0s" })
    expect(answers(the, [10 * S, 10 * S, 10 * S, 10.999 * S, 11 * S, 11 * S, 11 * S])).toEqual([
      0,
      0,
      REJECT,
      REJECT,
      0,
      0,
      REJECT,
    ])
  })

  it("never has more than a cycle's for one request", () => {
    const the = limiter("resilience4j", { limit: 2, period: "1s" })
    expect([the.decide(0, 0, 3), the.retryAfterNs(0, 0, 3)]).toEqual([REJECT, Number.POSITIVE_INFINITY])
  })
})
