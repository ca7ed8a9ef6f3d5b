import { expect, it } from "vitest"
import type { Breaker } from "../../../../components/client-stack/breakers/contract.ts"
import { FAILED, IGNORED, SUCCEEDED } from "../../../../components/client-stack/results.ts"
import { breaker, s } from "../support/make.ts"

const ten = { callsMin: 10 }

/** One call: whether it went out. */
function call(the: Breaker, nowNs: number, result: number): boolean {
  const goes = the.admit(nowNs, false)
  if (goes) the.settled(nowNs, false, result, 1)
  return goes
}

function tripped(): Breaker {
  const the = breaker("error-rate", ten)
  for (let each = 0; each < 10; each++) call(the, 0, FAILED)
  return the
}

// B19
it("stays closed at exactly the share, and opens at the next failure", () => {
  const the = breaker("error-rate", ten)
  for (let each = 0; each < 30; each++) expect(call(the, 0, each % 2 === 0 ? SUCCEEDED : FAILED)).toBe(true)
  expect(call(the, 0, FAILED)).toBe(true) // 16 of 31
  expect(call(the, 0, SUCCEEDED)).toBe(false)
})

it("judges at failures only, and nothing below so many calls", () => {
  const the = breaker("error-rate", ten)
  for (let each = 0; each < 9; each++) call(the, 0, FAILED)
  expect([call(the, 0, SUCCEEDED), call(the, 0, FAILED), call(the, 0, SUCCEEDED)]).toEqual([true, true, false])
})

it.each([FAILED, IGNORED])("tries one call after its time, and opens again when it does not succeed (%i)", (result) => {
  const the = tripped()
  expect([the.admit(s(30) - 1, false), the.admit(s(30), false), the.admit(s(30), false)]).toEqual([false, true, false])
  the.settled(s(31), false, result, 1)
  expect([the.admit(s(61) - 1, false), the.admit(s(61), false)]).toEqual([false, true])
})

it("closes when the trial succeeds, and forgets nothing: the next failure may open it again", () => {
  const the = breaker("error-rate", { ...ten, openFor: "1s" })
  for (let each = 0; each < 10; each++) call(the, 0, FAILED)
  expect(call(the, s(1), SUCCEEDED)).toBe(true)
  expect(call(the, s(1), FAILED)).toBe(true) // 11 of 12
  expect(call(the, s(1), SUCCEEDED)).toBe(false)
})

it("counts what it turns away as calls that did not fail", () => {
  const the = breaker("error-rate", { ...ten, openFor: "1s" })
  for (let each = 0; each < 10; each++) call(the, 0, FAILED)
  for (let each = 0; each < 20; each++) expect(call(the, s(0.5), FAILED)).toBe(false)
  expect(call(the, s(1), SUCCEEDED)).toBe(true)
  expect([call(the, s(1), FAILED), call(the, s(1), SUCCEEDED)]).toEqual([true, true]) // 11 of 32
})

it("forgets a second of its ten at a time", () => {
  const the = breaker("error-rate", ten)
  for (let each = 0; each < 9; each++) call(the, s(0.5), FAILED)
  for (let each = 0; each < 5; each++) expect(call(the, s(10), FAILED)).toBe(true)
  expect(call(the, s(10), FAILED)).toBe(true)
})
