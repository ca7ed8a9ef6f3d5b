import { describe, expect, it } from "vitest"
import { REJECT } from "../../../components/kit/limiting/limiter.ts"
import { admitted, answers, CONSTANT, every, limiter, MS, S, TRACE } from "./support.ts"

const kong = () => limiter("fixed-window", { limit: 100, window: "1m", clockAtStart: "59s" })

describe("fixed window", () => {
  it("passes 200 of the trace, 100 in each minute of the clock, and refuses 50 (A7, A8)", () => {
    const got = answers(kong(), TRACE)
    const passed = got.flatMap((answer, index) => (answer === REJECT ? [] : [index]))
    // 125 requests come in second 59, 125 in second 0.
    expect(passed).toEqual([...every(1, 100), ...every(1, 100, 125)])
  })

  it("tells what Kong's headers say (A7)", () => {
    const the = kong()
    answers(the, TRACE.slice(0, 101))
    expect(the.retryAfterNs(800 * MS, 0, 1)).toBe(S) // the 101st: Retry-After 1
    answers(the, TRACE.slice(101, 126))
    expect(the.remaining(S, 0)).toBe(99) // the first of :00
    answers(the, every(0, 99, S))
    expect(the.retryAfterNs(S, 0, 1)).toBe(60 * S) // Reset 60
    expect(the.retryAfterNs(S + 1500 * MS, 0, 1)).toBe(59 * S) // whole seconds, rounded against the client
  })

  it("counts on each of three nodes by itself: 300 a minute under an even spread (A7)", () => {
    const nodes = [kong(), kong(), kong()]
    // 900 requests within the minute that begins after a second.
    const passed = every(10 * MS, 900, S).filter((atNs, index) => nodes[index % 3]?.decide(atNs, 0, 1) !== REJECT)
    expect(passed).toHaveLength(300)
  })

  it("passes 500 of a constant stream: 100 in each of five minutes", () => {
    expect(admitted(limiter("fixed-window", { limit: 100, window: "1m" }), CONSTANT)).toBe(500)
  })

  it("lets the last request of a window count for more than is left, as Kong's check does", () => {
    const the = limiter("fixed-window", { limit: 3, window: "1s" })
    expect([2, 2, 1].map((cost) => the.decide(0, 0, cost) !== REJECT)).toEqual([true, true, false])
  })

  // Oracle B09: HAProxy denies from the 11th request within a second on.
  it("passes 10 of 30 requests within a second", () => {
    expect(admitted(limiter("fixed-window", { limit: 10, window: "1s" }), every(10 * MS, 30))).toBe(10)
  })
})
