import { expect, it } from "vitest"
import { IGNORED, SUCCEEDED } from "../../../../components/client-stack/results.ts"
import { limiter, ms, s } from "../support/make.ts"

/** Measured at 10 ms; the first update is due 100 ms after the measurement, that is at 600 ms. */
function measured() {
  const the = limiter("gradient")
  for (let call = 0; call < 50; call++) {
    expect(the.limit(ms(10 * call))).toBe(3)
    the.admit(ms(10 * call))
    the.settled(ms(10 * call + 10), SUCCEEDED, ms(10))
  }
  return the
}

function answer(the: ReturnType<typeof limiter>, nowMs: number, latencyMs: number, result = SUCCEEDED): void {
  the.admit(ms(nowMs - latencyMs))
  the.settled(ms(nowMs), result, ms(latencyMs))
}

it("starts with three calls at a time until fifty have been measured", () => {
  const the = limiter("gradient")
  expect([0, 1, 2, 3].map(() => the.admit(0))).toEqual([0, 0, 0, 2])
})

it("updates every 100 ms: 3 * 1.25 + sqrt(3.75) = 5, then 8, and not without calls", () => {
  const the = measured()
  answer(the, 550, 10)
  expect(the.limit(ms(600) - 1)).toBe(3)
  expect(the.limit(ms(600))).toBe(5)
  expect(the.limit(ms(650))).toBe(5)
  answer(the, 710, 10)
  expect(the.limit(ms(800) - 1)).toBe(5)
  expect(the.limit(ms(800))).toBe(8) // 6.25 + 2.5
})

it("ignores calls that were given up", () => {
  const the = measured()
  answer(the, 550, 10, IGNORED)
  expect(the.limit(s(5))).toBe(3)
})

it("measures again after 60 s and up to 15 % more, and turns away all but three meanwhile", () => {
  const the = measured()
  for (let at = 510; at < 2000; at += 10) answer(the, at, 10)
  const high = the.limit(s(2))
  expect(high).toBeGreaterThan(500)
  expect(the.limit(s(60.5) - 1)).toBe(high)
  expect(the.limit(s(69.6))).toBe(3)
  // A call from before does not count, fifty from after do.
  the.settled(s(69.6), SUCCEEDED, s(50))
  for (let call = 0; call < 50; call++) {
    expect(the.limit(s(70) + call)).toBe(3)
    the.settled(s(70) + call, SUCCEEDED, 1)
  }
  expect(the.limit(s(70.01))).toBe(high)
})

it("measures again after five updates in a row at the smallest limit", () => {
  const the = measured()
  for (let update = 0; update < 5; update++) {
    answer(the, 550 + 100 * update, 30) // 3 * 0.5: the limit stays 3
    the.limit(ms(600 + 100 * update))
  }
  // Measuring now: fifty calls of 30 ms make that the smallest latency, so the limit grows again.
  for (let call = 0; call < 50; call++) answer(the, 1100 + call, 30)
  answer(the, 1200, 30)
  expect(the.limit(ms(1300))).toBe(5)
})
