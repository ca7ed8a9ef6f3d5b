import { describe, expect, it } from "vitest"
import { REJECT } from "../../../components/kit/limiting/limiter.ts"
import { answers, limiter, MS, S } from "./support.ts"

describe("Traefik's RateLimit", () => {
  // 1 s / (2 * 10) = 50 ms.
  it("holds back who is up to half an interval early, and refuses who is earlier", () => {
    const early = (ms: number) => answers(limiter("traefik", { average: "10/s" }), [0, (100 - ms) * MS])[1]
    // Go cuts what its doubles make of 20 ms, 1 - 0.8 tokens / 10, to a nanosecond less.
    expect([0, 20, 50, 51, 100].map(early)).toEqual([0, 20 * MS - 1, 50 * MS, REJECT, REJECT])
  })

  it.each([
    ["2.9/s", 250 * MS], // half a second by the whole part of the rate
    ["30/m", 500 * MS], // below one a second
  ])("waits at %s for at most %i ns", (average, waitMaxNs) => {
    const the = () => limiter("traefik", { average })
    const intervalNs = average === "30/m" ? 2 * S : Math.floor(S / 2.9)
    expect(answers(the(), [0, intervalNs - waitMaxNs + MS])[1]).toBeGreaterThan(waitMaxNs - 2 * MS)
    expect(answers(the(), [0, intervalNs - waitMaxNs - MS])).toEqual([0, REJECT])
  })

  it("counts a promised token as taken, and tells whole seconds", () => {
    const the = limiter("traefik", { average: "10/s", burst: 3 })
    expect(answers(the, [0, 0, 0, 60 * MS, 60 * MS])).toEqual([0, 0, 0, 40 * MS, REJECT])
    expect(the.retryAfterNs(60 * MS, 0, 1)).toBe(S)
    expect(the.retryAfterNs(60 * MS, 0, 4)).toBe(Number.POSITIVE_INFINITY)
  })
})
