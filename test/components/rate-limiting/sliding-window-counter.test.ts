import { describe, expect, it } from "vitest"
import { admitted, answers, CONSTANT, every, limiter, S, TRACE } from "./support.ts"

describe("sliding window counter", () => {
  // Oracle L03: 42 in the minute before and 18 in this one, 15 s into it: 42 * 45/60 + 18 = 49.5.
  it("does Cloudflare's sum: one more passes, then the estimate is 50.5", () => {
    const the = limiter("sliding-window-counter", { limit: 50, window: "1m" })
    expect(admitted(the, every(S, 42))).toBe(42)
    expect(admitted(the, every(0, 18, 75 * S))).toBe(18)
    expect(admitted(the, every(0, 5, 75 * S))).toBe(1)
    // 42 * (1 - e/60) + 19 < 50 from e > 60 * 11/42 = 15.714285714… s on.
    expect(the.retryAfterNs(75 * S, 0, 1)).toBe(714_285_715)
  })

  it("passes 102 of the trace and 500 of a constant stream (A8)", () => {
    const text = { limit: 100, window: "1m" }
    expect(admitted(limiter("sliding-window-counter", { ...text, clockAtStart: "59s" }), TRACE)).toBe(102)
    expect(admitted(limiter("sliding-window-counter", text), CONSTANT)).toBe(500)
  })

  it("forgets the window before when one was left out", () => {
    const the = limiter("sliding-window-counter", { limit: 2, window: "1s" })
    expect(answers(the, [0, 0, 2 * S, 2 * S])).toEqual([0, 0, 0, 0])
  })
})
