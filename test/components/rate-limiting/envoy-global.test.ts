import { describe, expect, it } from "vitest"
import { REJECT } from "../../../components/kit/limiting/limiter.ts"
import { admitted, answers, CONSTANT, limiter, MS, S, TRACE } from "./support.ts"

describe("Envoy's global rate limit", () => {
  it("passes 200 of the trace and 500 of a constant stream", () => {
    expect(admitted(limiter("envoy-global", { limit: 100, unit: "minute", clockAtStart: "59s" }), TRACE)).toBe(200)
    expect(admitted(limiter("envoy-global", { limit: 100, unit: "minute" }), CONSTANT)).toBe(500)
  })

  it("counts what it refuses, so that a large request uses up what small ones could have had", () => {
    const the = limiter("envoy-global", { limit: 3, unit: "second" })
    expect([2, 2, 1].map((cost) => the.decide(0, 0, cost) !== REJECT)).toEqual([true, false, false])
    expect(the.remaining(0, 0)).toBe(0)
    expect(the.decide(S, 0, 3)).not.toBe(REJECT)
  })

  it.each([
    ["second", 1],
    ["minute", 60],
    ["hour", 3600],
    ["day", 86_400],
    ["week", 604_800],
    ["month", 2_592_000],
  ])("has a window of a %s", (unit, seconds) => {
    const the = limiter("envoy-global", { limit: 1, unit, clockAtStart: `${seconds - 1}s` })
    expect(answers(the, [0, S - 1])).toEqual([0, REJECT])
    // unit - now % unit, and the service sees whole seconds.
    expect(the.retryAfterNs(S - 1, 0, 1)).toBe(S)
    expect(answers(the, [S, S + MS])).toEqual([0, REJECT])
    expect(the.retryAfterNs(S + MS, 0, 1)).toBe(seconds * S)
  })

  it("has a window of a year, longer than any run", () => {
    const the = limiter("envoy-global", { limit: 1, unit: "year" })
    expect(answers(the, [0, 104 * 86_400 * S])).toEqual([0, REJECT])
    expect(the.retryAfterNs(104 * 86_400 * S, 0, 1)).toBe((365 - 104) * 86_400 * S)
  })
})
