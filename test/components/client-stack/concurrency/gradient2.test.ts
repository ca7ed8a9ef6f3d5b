import { expect, it } from "vitest"
import { ADMITTED } from "../../../../components/client-stack/concurrency/contract.ts"
import { SUCCEEDED } from "../../../../components/client-stack/results.ts"
import { limiter, ms } from "../support/make.ts"

function busy(text = {}) {
  const the = limiter("gradient2", { initial: 100, ...text })
  return (latencyMs: number) => {
    while (the.admit(0) === ADMITTED);
    the.settled(0, SUCCEEDED, ms(latencyMs))
    return the.limit(0)
  }
}

it("grows by a fifth of the queue where latencies are alike: 100.8, 101.6, …", () => {
  const answer = busy()
  expect(Array.from({ length: 6 }, () => answer(10))).toEqual([100, 101, 102, 103, 104, 104])
})

it("shrinks where a latency is far above the long mean", () => {
  const answer = busy()
  for (let call = 0; call < 600; call++) answer(10)
  // From 200: the mean is 10.07 ms, the gradient 0.503: 160 + 0.2 * (100.7 + 4) = 180.9.
  expect(answer(30)).toBe(180)
})

it("gets used to a slow callee: the long mean follows", () => {
  const answer = busy()
  for (let call = 0; call < 100; call++) answer(10)
  const shrunk = Array.from({ length: 300 }, () => answer(30))
  expect(Math.min(...shrunk)).toBe(20)
  expect(shrunk.at(-1)).toBeGreaterThan(20)
})

it("lets go of a long mean from a time of load: 5 % a call while it is twice the latency", () => {
  const answer = busy()
  for (let call = 0; call < 20; call++) answer(100)
  for (let call = 0; call < 19; call++) answer(10)
  const before = answer(10)
  // 100 * 0.95^20 = 36 ms instead of 94: 60 ms is more than 1.5 times that.
  expect(answer(60)).toBeLessThan(before)
})

it("changes nothing while less than half of the limit is used", () => {
  const the = limiter("gradient2", { initial: 100 })
  for (let call = 0; call < 49; call++) the.admit(0)
  for (let call = 0; call < 49; call++) the.settled(0, SUCCEEDED, ms(10))
  expect(the.limit(0)).toBe(100)
})
