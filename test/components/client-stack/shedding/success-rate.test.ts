import { expect, it } from "vitest"
import { FAILED, IGNORED, SUCCEEDED } from "../../../../components/client-stack/results.ts"
import { ms, s, throttle } from "../support/make.ts"

/** Share turned away after 1000 calls of which so many succeeded. */
function rejectedShare(successes: number, text = {}): number {
  const the = throttle("success-rate", text)
  for (let call = 0; call < 1000; call++) the.settled(s(1), call < successes ? SUCCEEDED : FAILED)
  let rejected = 0
  for (let call = 0; call < 20_000; call++) if (!the.admit(s(2))) rejected++
  return rejected / 20_000
}

// ((n - s / 0.95) / (n + 1)) ^ (1 / aggression), at most 0.8; 0.01 is three deviations of 20 000 draws.
it.each([
  [1000, 1, 0],
  [950, 1, 0],
  [800, 1, 0.158],
  [500, 1, 0.473],
  [500, 2, 0.688],
  [100, 1, 0.8],
])("of 1000 with %i successes at aggression %f turns away %f", (successes, aggression, wanted) => {
  expect(Math.abs(rejectedShare(successes, { aggression }) - wanted)).toBeLessThan(0.011)
})

it("looks back 30 s, and turns away nothing below its rate", () => {
  const the = throttle("success-rate")
  for (let call = 0; call < 1000; call++) the.settled(ms(call), FAILED)
  const admits = (nowNs: number) => Array.from({ length: 100 }, () => the.admit(nowNs)).filter(Boolean).length
  expect(admits(s(30) - 1)).toBeLessThan(40)
  expect(admits(s(30))).toBe(100)
  expect(rejectedShare(0, { rateMin: "34/s" })).toBe(0) // 1000 in 30 s are 33.3 a second
  expect(rejectedShare(0, { rateMin: "33/s" })).toBeGreaterThan(0.7)
})

it("does not count what it turns away or what is given up", () => {
  const the = throttle("success-rate")
  the.settled(0, FAILED)
  // (1 - 0) / 2 of the calls, however many were turned away before.
  let rejected = 0
  for (let call = 0; call < 20_000; call++) {
    if (!the.admit(s(1))) rejected++
    the.settled(s(1), IGNORED)
  }
  expect(Math.abs(rejected / 20_000 - 0.5)).toBeLessThan(0.011)
})
