import { expect, it } from "vitest"
import { BULKHEADS } from "../../../../components/client-stack/concurrency/choice.ts"
import { ADMITTED, TURNED_AWAY, WAITS } from "../../../../components/client-stack/concurrency/contract.ts"
import { SUCCEEDED } from "../../../../components/client-stack/results.ts"
import { limiter, ms, preset } from "../support/make.ts"

it.each([
  ["resilience4j", 25],
  ["hystrix", 10],
])("as %s has it %i calls at a time, and the next is turned away", (name, calls) => {
  const the = limiter("semaphore", preset(BULKHEADS, "semaphore", name))
  for (let call = 0; call < calls; call++) expect(the.admit(0)).toBe(ADMITTED)
  expect(the.admit(0)).toBe(TURNED_AWAY)
  the.settled(0, SUCCEEDED, 1)
  expect(the.admit(0)).toBe(ADMITTED)
})

it("with a wait lets as many wait as come, and starts one for each that ends", () => {
  const the = limiter("semaphore", { calls: 1, waitMax: "20ms" })
  expect([1, 2, 3].map(() => the.admit(0))).toEqual([ADMITTED, WAITS, WAITS])
  expect(the.waitMaxNs).toBe(ms(20))
  expect(the.startsWaiting(0)).toBe(false)
  the.settled(0, SUCCEEDED, 1)
  expect([the.startsWaiting(0), the.startsWaiting(0)]).toEqual([true, false])
  the.gaveUp()
  the.settled(0, SUCCEEDED, 1)
  expect(the.startsWaiting(0)).toBe(false)
  expect([the.inFlight, the.waiting]).toEqual([0, 0])
})
