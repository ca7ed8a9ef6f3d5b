import { expect, it } from "vitest"
import { FAILED, SUCCEEDED } from "../../../../components/client-stack/results.ts"
import { createStream, uniform01 } from "../../../../engine/index.ts"
import { NAME } from "../support/families.ts"
import { budget } from "../support/make.ts"

it("holds five tokens at the start, and ten calls bring one", () => {
  const the = budget("token-bucket")
  for (let taken = 0; taken < 5; taken++) expect(the.take(0)).toBe(true)
  for (let call = 0; call < 10; call++) {
    expect(the.take(0)).toBe(false)
    the.sent(0, false)
  }
  expect(the.take(0)).toBe(true)
  expect(the.take(0)).toBe(false)
  the.giveBack(0)
  expect(the.take(0)).toBe(true)
})

// R03: three retries at most, with a budget of 0.1 a call; sum of p^k without it, 1.1 with it.
it.each([
  [0.3, 1.1],
  [0.5, 1.1],
])("at p = %f there are %f tries a call", (p, wanted) => {
  const the = budget("token-bucket")
  const luck = createStream(NAME.seed, "r03", String(p))
  const calls = 1_000_000
  let tries = 0
  for (let call = 0; call < calls; call++) {
    for (let attempt = 0; attempt < 4; attempt++) {
      the.sent(0, attempt > 0)
      tries++
      luck.step()
      const failed = uniform01(luck.a, luck.b) < p
      the.settled(0, attempt > 0, failed ? FAILED : SUCCEEDED)
      if (!failed || (attempt < 3 && !the.take(0))) break
    }
  }
  expect(Math.abs(tries / calls - wanted)).toBeLessThan(0.004)
})
