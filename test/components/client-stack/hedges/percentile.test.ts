import { expect, it } from "vitest"
import type { Hedge } from "../../../../components/client-stack/hedges/contract.ts"
import { FAILED, SUCCEEDED } from "../../../../components/client-stack/results.ts"
import { createStream, standardExponential } from "../../../../engine/index.ts"
import { NAME } from "../support/families.ts"
import { hedge, ms, s } from "../support/make.ts"

function answers(the: Hedge, nowNs: number, latenciesMs: readonly number[]): void {
  for (const latencyMs of latenciesMs) {
    the.sent(nowNs)
    the.settled(nowNs, SUCCEEDED, ms(latencyMs))
  }
}

it("sends nothing before the first refresh, and learns from full windows only", () => {
  const the = hedge("percentile", { extraLoad: "5%" })
  answers(the, s(1), Array(100).fill(40))
  expect(the.nextHedgeAfterNs(s(3) - 1)).toBe(Number.POSITIVE_INFINITY)
  expect(the.nextHedgeAfterNs(s(3))).toBe(ms(1)) // no full window yet: the shortest wait
  expect(the.nextHedgeAfterNs(s(12) - 1)).toBe(ms(1))
  expect(the.nextHedgeAfterNs(s(12))).toBe(ms(40)) // the first refresh after the window is full
  expect(the.nextHedgeAfterNs(s(42) - 1)).toBe(ms(40))
  expect(the.nextHedgeAfterNs(s(42))).toBe(ms(1)) // and after three empty ones
})

it("forgets after a pause, in which nobody asked", () => {
  const the = hedge("percentile", { extraLoad: "5%" })
  answers(the, s(1), Array(100).fill(40))
  expect(the.nextHedgeAfterNs(s(12))).toBe(ms(40))
  expect(the.nextHedgeAfterNs(s(42))).toBe(ms(1))
})

it("waits for the latency that all but the extra load keep", () => {
  const the = hedge("percentile", { extraLoad: "5%" })
  answers(the, s(1), [...Array(95).fill(10), ...Array(5).fill(500)])
  expect(the.nextHedgeAfterNs(s(12))).toBe(ms(10))
  const slower = hedge("percentile", { extraLoad: "5%" })
  answers(slower, s(1), [...Array(94).fill(10), ...Array(6).fill(500)])
  expect(slower.nextHedgeAfterNs(s(12))).toBe(ms(500))
})

it("does not learn from failures", () => {
  const the = hedge("percentile")
  answers(the, s(1), [80])
  for (let call = 0; call < 100; call++) the.settled(s(1), FAILED, ms(2))
  expect(the.nextHedgeAfterNs(s(12))).toBe(ms(80))
})

it("has a budget and no reserve: one further try for each hundred calls of the latest 30 s", () => {
  const the = hedge("percentile")
  for (let call = 0; call < 99; call++) the.sent(0)
  expect(the.take(0)).toBe(false)
  the.sent(0)
  expect(the.take(s(29))).toBe(true)
  expect(the.take(s(29))).toBe(false)
  for (let call = 0; call < 100; call++) the.sent(s(40))
  expect(the.take(s(70) - 1)).toBe(false) // the try of 29 s has been forgotten, the calls of 40 s as well
})

it("after p95 makes about 5 % more calls where latencies are as they were", () => {
  const the = hedge("percentile", { extraLoad: "5%" })
  const luck = createStream(NAME.seed, "hedge", "exponential")
  let hedges = 0
  const calls = 200_000 // 1000 a second for 200 s; the first 30 s teach
  for (let call = 0; call < calls; call++) {
    const nowNs = ms(call)
    luck.step()
    const latencyNs = ms(10) * standardExponential(luck.a, luck.b)
    the.sent(nowNs)
    if (nowNs > s(30) && latencyNs > the.nextHedgeAfterNs(nowNs) && the.take(nowNs)) hedges++
    the.settled(nowNs, SUCCEEDED, latencyNs)
  }
  // The budget holds it at 5 %; the bucket of the wait is 6 % wide, 0.3 of these percent.
  const share = hedges / (calls * 0.85)
  expect(share).toBeGreaterThan(0.044)
  expect(share).toBeLessThan(0.0505)
})
