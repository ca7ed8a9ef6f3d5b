import { expect, it } from "vitest"
import { FAILED, SUCCEEDED } from "../../../../components/client-stack/results.ts"
import { budget } from "../support/make.ts"

// B18
it("grants 100 retries of 500 tokens while nothing succeeds, two to each of the first 50 calls", () => {
  const the = budget("retry-quota")
  const retries = Array.from({ length: 60 }, () => {
    the.settled(0, false, FAILED)
    let granted = 0
    while (granted < 2 && the.take(0)) {
      granted++
      the.settled(0, true, FAILED)
    }
    return granted
  })
  expect(retries).toEqual(Array.from({ length: 60 }, (_, call) => (call < 50 ? 2 : 0)))
})

it("has the cost back from a retry that succeeds, one token from a first try, and never more than at the start", () => {
  const the = budget("retry-quota", { tokensMax: 10 })
  the.settled(0, false, SUCCEEDED)
  expect([the.take(0), the.take(0), the.take(0)]).toEqual([true, true, false])
  the.settled(0, true, SUCCEEDED)
  expect([the.take(0), the.take(0)]).toEqual([true, false])
  for (let success = 0; success < 4; success++) the.settled(0, false, SUCCEEDED)
  expect(the.take(0)).toBe(false)
  the.settled(0, false, SUCCEEDED)
  expect(the.take(0)).toBe(true)
  the.giveBack(0)
  expect([the.take(0), the.take(0)]).toEqual([true, false])
})
