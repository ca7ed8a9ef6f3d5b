import { expect, it } from "vitest"
import type { Limiter } from "../../../../components/client-stack/concurrency/contract.ts"
import { FAILED, IGNORED, SUCCEEDED } from "../../../../components/client-stack/results.ts"
import { limiter, ms } from "../support/make.ts"

/** A limiter of 20 that knows a latency of 10 ms, with so many calls under way. */
function loaded(calls: number): Limiter {
  const the = limiter("vegas")
  the.admit(0)
  the.settled(0, SUCCEEDED, ms(10))
  for (let call = 0; call < calls; call++) the.admit(0)
  return the
}

// A11
it.each([
  [10.2, 26],
  [11, 21],
  [13, 20],
  [20, 19],
])("a latency of %f ms makes the limit %i", (latencyMs, limit) => {
  const the = loaded(20)
  the.settled(0, SUCCEEDED, ms(latencyMs))
  expect(the.limit(0)).toBe(limit)
})

it("changes nothing while less than half of the limit is used, except on a drop", () => {
  const the = loaded(9)
  the.settled(0, SUCCEEDED, ms(10.2))
  the.settled(0, IGNORED, ms(10.2))
  expect(the.limit(0)).toBe(20)
  the.settled(0, FAILED, ms(10.2))
  expect(the.limit(0)).toBe(19)
})

it("measures the latency without load anew after 0.5 to 1 times 30 limits of calls", () => {
  const the = loaded(20)
  const limits: number[] = []
  for (let call = 0; call < 3000; call++) {
    the.settled(0, SUCCEEDED, ms(13)) // 5 in the line: the limit stays, until 13 ms is what there is without load
    the.admit(0)
    limits.push(the.limit(0))
  }
  const probe = limits.findIndex((limit) => limit > 20)
  expect(probe).toBeGreaterThanOrEqual(0.75 * 600 - 2)
  expect(probe).toBeLessThanOrEqual(0.75 * 600 + 2)
})
