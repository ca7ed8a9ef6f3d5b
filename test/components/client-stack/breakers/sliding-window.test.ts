import { describe, expect, it } from "vitest"
import type { Breaker } from "../../../../components/client-stack/breakers/contract.ts"
import { FAILED, IGNORED, SUCCEEDED } from "../../../../components/client-stack/results.ts"
import { breaker, ms, s } from "../support/make.ts"

/** Calls one after the other, each of 1 ns, admitted or not. */
function call(the: Breaker, nowNs: number, result: number, latencyNs = 1): boolean {
  const goes = the.admit(nowNs, false)
  if (goes) the.settled(nowNs, false, result, latencyNs)
  return goes
}

function tripped(text = {}): Breaker {
  const the = breaker("sliding-window", text)
  for (let failure = 0; failure < 100; failure++) expect(call(the, 0, FAILED)).toBe(true)
  return the
}

/** Half open at 61 s, with its ten calls under way. */
function halfOpen(): Breaker {
  const the = tripped()
  for (let permitted = 0; permitted < 10; permitted++) expect(the.admit(s(61), false)).toBe(true)
  return the
}

describe("resilience4j's defaults (A10)", () => {
  it("stays closed after 99 straight failures and opens on the 100th", () => {
    const the = breaker("sliding-window")
    for (let failure = 0; failure < 99; failure++) expect(call(the, 0, FAILED)).toBe(true)
    expect(the.admit(0, false)).toBe(true)
    the.settled(0, false, FAILED, 1)
    expect(the.admit(0, false)).toBe(false)
  })

  it("rejects at exactly 60 s and is half open just after", () => {
    const the = tripped()
    expect(the.admit(s(60), false)).toBe(false)
    expect(the.admit(s(60) + 1, false)).toBe(true)
  })

  it("permits ten calls and rejects an eleventh beside them", () => {
    const the = halfOpen()
    expect(the.admit(s(61), false)).toBe(false)
    expect(the.admit(s(3600), false)).toBe(false) // for ever
  })

  // [failures of ten, whether the next call is admitted]
  it.each([
    [5, false],
    [4, true],
    [10, false],
    [0, true],
  ])("decides when all ten have ended: %i failures", (failures, closed) => {
    const the = halfOpen()
    for (let ended = 0; ended < 10; ended++) {
      expect(the.admit(s(62), false)).toBe(false)
      the.settled(s(62), false, ended < failures ? FAILED : SUCCEEDED, 1)
    }
    expect(the.admit(s(62), false)).toBe(closed)
  })

  it("looks at half of the calls: 50 of 100 open it, 49 do not", () => {
    for (const failures of [49, 50]) {
      const the = breaker("sliding-window")
      for (let ended = 0; ended < 100; ended++) call(the, 0, ended < failures ? FAILED : SUCCEEDED)
      expect(the.admit(0, false)).toBe(failures < 50)
    }
  })
})

it("does not stay open longer for calls that end late", () => {
  const the = tripped()
  for (let late = 0; late < 100; late++) the.settled(s(30), false, FAILED, s(30))
  expect(the.admit(s(60) + 1, false)).toBe(true)
})

it("forgets the oldest call of a count window", () => {
  const the = breaker("sliding-window", { calls: 4, callsMin: 4 })
  for (const result of [FAILED, SUCCEEDED, SUCCEEDED, SUCCEEDED, FAILED]) expect(call(the, 0, result)).toBe(true)
  expect(the.admit(0, false)).toBe(true) // 1 of the latest 4: the first failure is gone
  the.settled(0, false, FAILED, 1)
  expect(the.admit(0, false)).toBe(false) // 2 of 4
})

it("opens on slow calls, those above the limit", () => {
  const text = { calls: 2, callsMin: 2, slowAfter: "100ms", slowShare: "50%" }
  for (const latencyMs of [100, 101]) {
    const the = breaker("sliding-window", text)
    call(the, 0, SUCCEEDED, ms(latencyMs))
    call(the, 0, SUCCEEDED)
    expect(the.admit(0, false)).toBe(latencyMs === 100)
  }
})

it("gives a permit back when a half-open call ends without a result", () => {
  const the = halfOpen()
  the.settled(s(62), false, IGNORED, 1)
  expect(the.admit(s(62), false)).toBe(true)
  expect(the.admit(s(62), false)).toBe(false)
})

it("opens again where the half-open calls take too long, as of that moment", () => {
  const the = tripped({ halfOpenFor: "5s" })
  expect(the.admit(s(61), false)).toBe(true)
  expect(the.admit(s(66) - 1, false)).toBe(true)
  expect(the.admit(s(66), false)).toBe(false)
  // Open from 66 s on, although nobody asked until later.
  expect(the.admit(s(126), false)).toBe(false)
  expect(the.admit(s(126) + 1, false)).toBe(true)
})

describe("a time window", () => {
  it("counts the calls of the latest seconds, the present one included", () => {
    const the = breaker("sliding-window", { time: "3s", callsMin: 2 })
    call(the, s(0.9), FAILED)
    call(the, s(2.9), SUCCEEDED) // 1 of 2 failed would open it
    expect(the.admit(s(2.9), false)).toBe(false)
    const later = breaker("sliding-window", { time: "3s", callsMin: 2 })
    call(later, s(0.9), FAILED)
    call(later, s(3), SUCCEEDED) // second 0 has left the window
    expect(later.admit(s(3), false)).toBe(true)
  })
})
