import { describe, expect, it } from "vitest"
import { REJECT } from "../../../components/kit/limiting/limiter.ts"
import { admitted, answers, CONSTANT, every, limiter, MS, TRACE } from "./support.ts"

describe("generic cell rate algorithm", () => {
  it("passes 103 of the trace and 599 of a constant stream at 100 a minute, burst 99 (A8)", () => {
    expect(admitted(limiter("gcra", { rate: "100/m", burst: 99 }), TRACE)).toBe(103)
    expect(admitted(limiter("gcra", { rate: "100/m", burst: 99 }), CONSTANT)).toBe(599)
  })

  it("lets a request and the burst come at once, then one an interval", () => {
    const the = limiter("gcra", { rate: "10/s", burst: 5 })
    expect(admitted(the, every(0, 20))).toBe(6)
    expect([the.remaining(0, 0), the.retryAfterNs(0, 0, 1)]).toEqual([0, 100 * MS])
    // 350 ms later three intervals are over (oracle L04's figure).
    expect(admitted(the, every(0, 20, 350 * MS))).toBe(3)
    expect(the.remaining(450 * MS, 0)).toBe(1)
  })

  it("moves nothing for what it refuses", () => {
    const the = limiter("gcra", { rate: "10/s" })
    expect(answers(the, [0, ...every(MS, 99, MS), 100 * MS])).toEqual([0, ...every(0, 99, REJECT), 0])
  })

  it("cuts the interval to whole nanoseconds", () => {
    expect(answers(limiter("gcra", { rate: "3/s" }), [0, 333_333_332, 333_333_333])).toEqual([0, REJECT, 0])
  })
})
