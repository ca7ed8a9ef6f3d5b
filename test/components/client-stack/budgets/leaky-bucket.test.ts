import { expect, it } from "vitest"
import type { Budget } from "../../../../components/client-stack/budgets/contract.ts"
import { budget, s } from "../support/make.ts"

function takes(the: Budget, nowNs: number): number {
  let taken = 0
  while (the.take(nowNs)) taken++
  return taken
}

it("has a reserve of 10 tries a second for 10 s, also without any call", () => {
  const the = budget("leaky-bucket")
  expect(takes(the, 0)).toBe(100)
  expect(the.take(s(9))).toBe(false)
  // What was withdrawn in the first second is forgotten with its slice.
  expect(takes(the, s(10))).toBe(100)
})

it("without a reserve allows a try for each five calls of the latest 10 s", () => {
  const the = budget("leaky-bucket", { reserve: "0/s" })
  for (let call = 0; call < 54; call++) the.sent(s(0.5), false)
  expect(takes(the, s(1))).toBe(10)
  the.sent(s(1), false)
  expect(takes(the, s(1))).toBe(1)
  // The calls expire at 10 s and leave what the tries withdrew until 11 s: more than nothing was given back.
  expect(takes(the, s(10))).toBe(0)
  for (let call = 0; call < 5; call++) the.sent(s(11), false)
  expect(takes(the, s(11))).toBe(1)
})

it("does not count further tries as calls", () => {
  const the = budget("leaky-bucket", { reserve: "0/s" })
  for (let call = 0; call < 50; call++) the.sent(0, true)
  expect(the.take(0)).toBe(false)
})

it("keeps what everybody retries at 1.2 times the calls, and the reserve", () => {
  const the = budget("leaky-bucket")
  let retries = 0
  // 1000 calls a second for 60 s, all of which fail: 0.2 of them and 10 a second may be tried again.
  for (let call = 0; call < 60_000; call++) {
    const nowNs = call * 1e6
    the.sent(nowNs, false)
    if (the.take(nowNs)) retries++
  }
  // In ten slices some 10 s are held, so the bounds are a slice's worth.
  expect(retries).toBeGreaterThan(0.99 * 60 * 210)
  expect(retries).toBeLessThan(1.02 * 60 * 210)
})
