import { expect, it } from "vitest"
import type { Budget } from "../../../../components/client-stack/budgets/contract.ts"
import { FAILED, IGNORED, SUCCEEDED } from "../../../../components/client-stack/results.ts"
import { budget } from "../support/make.ts"

/** Tries of a call of which all fail, four at most. */
function hopelessTries(the: Budget): number {
  for (let tries = 1; ; tries++) {
    the.sent(0, tries > 1)
    the.settled(0, tries > 1, FAILED)
    if (tries === 4 || !the.take(0)) return tries
  }
}

// R06, A13
it("with ten tokens, all failing: the first call is tried four times, each further one once", () => {
  const the = budget("token-throttle")
  expect(Array.from({ length: 6 }, () => hopelessTries(the))).toEqual([4, 1, 1, 1, 1, 1])
})

it("without tokens needs 51 successes before anything is tried again", () => {
  const the = budget("token-throttle")
  for (let failure = 0; failure < 20; failure++) the.settled(0, false, FAILED)
  let successes = 0
  while (!the.take(0)) {
    the.settled(0, false, SUCCEEDED)
    successes++
  }
  expect(successes).toBe(51)
})

it("holds no more than its tokens, whatever succeeds, and ignores calls that are given up", () => {
  const the = budget("token-throttle")
  for (let success = 0; success < 1000; success++) the.settled(0, false, SUCCEEDED)
  for (let failure = 0; failure < 4; failure++) the.settled(0, false, FAILED)
  the.settled(0, false, IGNORED)
  expect(the.take(0)).toBe(true) // 6 of 10
  the.settled(0, false, FAILED)
  expect(the.take(0)).toBe(false) // 5 are not more than half
})
