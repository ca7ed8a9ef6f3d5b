import { expect, it } from "vitest"
import type { Budget } from "../../../../components/client-stack/budgets/contract.ts"
import { FAILED } from "../../../../components/client-stack/results.ts"
import { budget } from "../support/make.ts"

function under(calls: number): Budget {
  const the = budget("active-share")
  for (let call = 0; call < calls; call++) the.sent(0, false)
  return the
}

function takes(the: Budget): number {
  let taken = 0
  while (the.take(0)) taken++
  return taken
}

// max(3, 20 % of what is under way)
it.each([
  [0, 3],
  [15, 3],
  [19, 3],
  [20, 4],
  [100, 20],
])("with %i calls under way allows %i further tries", (calls, retries) => {
  expect(takes(under(calls))).toBe(retries)
})

it("counts a further try from when it is taken until it ends or is given back", () => {
  const the = under(0)
  expect(takes(the)).toBe(3)
  the.giveBack(0)
  expect(takes(the)).toBe(1)
  the.sent(0, true)
  expect(the.take(0)).toBe(false)
  the.settled(0, true, FAILED)
  expect(takes(the)).toBe(1)
})
