import { describe, expect, it } from "vitest"
import { REJECT } from "../../../components/kit/limiting/limiter.ts"
import { admitted, answers, every, limiter, MS } from "./support.ts"

describe("Envoy's local rate limit", () => {
  it("fills at multiples of the interval, whenever the bucket was emptied", () => {
    const the = limiter("envoy-local", { maxTokens: 4, tokensPerFill: 2, fillInterval: "100ms" })
    expect(admitted(the, every(0, 6, 90 * MS))).toBe(4)
    expect(the.retryAfterNs(90 * MS, 0, 1)).toBe(10 * MS)
    expect(the.retryAfterNs(90 * MS, 0, 3)).toBe(110 * MS)
    expect(answers(the, [100 * MS - 1, 100 * MS, 100 * MS, 100 * MS])).toEqual([REJECT, 0, 0, REJECT])
    // Three fills bring six, of which four fit.
    expect(admitted(the, every(0, 6, 400 * MS))).toBe(4)
  })

  it("adds one token a fill where nothing else is said", () => {
    const the = limiter("envoy-local", { maxTokens: 1, fillInterval: "1s" })
    expect(admitted(the, every(500 * MS, 10))).toBe(5)
  })
})
