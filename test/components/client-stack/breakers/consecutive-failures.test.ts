import { expect, it } from "vitest"
import { FAILED, IGNORED, SUCCEEDED } from "../../../../components/client-stack/results.ts"
import { createStream, uniform01 } from "../../../../engine/index.ts"
import { NAME } from "../support/families.ts"
import { breaker, s } from "../support/make.ts"

const STEADY = { jitter: "0%" }

it("opens after seven failures in a row, not after six and a success", () => {
  const the = breaker("consecutive-failures")
  for (const result of [...Array(6).fill(FAILED), SUCCEEDED, ...Array(6).fill(FAILED)]) the.settled(0, false, result, 1)
  expect(the.admit(0, false)).toBe(true)
  the.settled(0, false, FAILED, 1)
  expect(the.admit(0, false)).toBe(false)
})

it("waits 1, 2, 4, … 60 s between failed probes and starts anew after a success", () => {
  const the = breaker("consecutive-failures", STEADY)
  for (let failure = 0; failure < 7; failure++) the.settled(0, false, FAILED, 1)
  let nowNs = 0
  for (const wait of [1, 2, 4, 8, 16, 32, 60, 60]) {
    expect(the.admit(nowNs + s(wait) - 1, false)).toBe(false)
    nowNs += s(wait)
    expect(the.admit(nowNs, false)).toBe(true)
    expect(the.admit(nowNs, false)).toBe(false) // one probe at a time
    the.settled(nowNs, false, FAILED, 1)
  }
  expect(the.admit(nowNs + s(60), false)).toBe(true)
  the.settled(nowNs + s(60), false, SUCCEEDED, 1)
  for (let failure = 0; failure < 7; failure++) the.settled(nowNs + s(60), false, FAILED, 1)
  expect(the.admit(nowNs + s(61), false)).toBe(true)
})

it("tries another probe when one ends without a result", () => {
  const the = breaker("consecutive-failures", STEADY)
  for (let failure = 0; failure < 7; failure++) the.settled(0, false, FAILED, 1)
  expect(the.admit(s(1), false)).toBe(true)
  the.settled(s(1), false, IGNORED, 1)
  expect(the.admit(s(1), false)).toBe(true)
})

it("with jitter waits up to half longer, evenly", () => {
  let sum = 0
  const waits = 200
  const the = breaker("consecutive-failures", { failures: 1, openMax: "1h" })
  let nowNs = 0
  for (let wait = 0; wait < waits; wait++) {
    the.settled(nowNs, false, FAILED, 1)
    let low = s(1)
    let high = s(1.5)
    while (high - low > s(0.001)) {
      const middle = Math.floor((low + high) / 2)
      const saved = the.snapshot()
      if (the.admit(nowNs + middle, false)) high = middle
      else low = middle
      the.restore(saved)
    }
    sum += high / s(1)
    nowNs += s(2)
    expect(the.admit(nowNs, false)).toBe(true)
    the.settled(nowNs, false, SUCCEEDED, 1)
  }
  // Mean of U(1, 1.5) is 1.25, its deviation 0.144: over 200 waits three of them are 0.031.
  expect(Math.abs(sum / waits - 1.25)).toBeLessThan(0.031)
})

// R04: (1 - p^n) / (p^n (1 - p)) calls until n failures in a row.
it.each([
  [0.5, 62],
  [0.3, 586.46],
])("at p = %f takes %f calls to trip for n = 5", (p, wanted) => {
  const luck = createStream(NAME.seed, "r04", String(p))
  const trips = 20_000
  let calls = 0
  for (let trip = 0; trip < trips; trip++) {
    const the = breaker("consecutive-failures", { failures: 5 })
    while (the.admit(0, false)) {
      calls++
      luck.step()
      the.settled(0, false, uniform01(luck.a, luck.b) < p ? FAILED : SUCCEEDED, 1)
    }
  }
  expect(Math.abs(calls / trips / wanted - 1)).toBeLessThan(0.03)
})
