import { describe, expect, it } from "vitest"
import { REJECT } from "../../../components/kit/limiting/limiter.ts"
import { admitted, answers, CONSTANT, every, limiter, S, TRACE } from "./support.ts"

describe("sliding log", () => {
  it("passes 100 of the trace and 500 of a constant stream (A8)", () => {
    expect(admitted(limiter("sliding-log", { limit: 100, window: "1m" }), TRACE)).toBe(100)
    expect(admitted(limiter("sliding-log", { limit: 100, window: "1m" }), CONSTANT)).toBe(500)
  })

  it("counts a request until exactly a window later", () => {
    const the = limiter("sliding-log", { limit: 2, window: "1s" })
    expect(answers(the, [0, 5, S - 1, S, S + 4, S + 5])).toEqual([0, 0, REJECT, 0, REJECT, 0])
    // Two more units need both of S and S + 5 to have gone.
    expect([the.retryAfterNs(S + 5, 0, 1), the.retryAfterNs(S + 5, 0, 2)]).toEqual([S - 5, S])
  })

  it("keeps no more than twice the limit of a key", () => {
    const the = limiter("sliding-log", { limit: 10, window: "1ms" })
    admitted(the, every(100_000, 100_000))
    expect(JSON.stringify([...Object(the.snapshot()).states]).length).toBeLessThan(400)
  })
})
