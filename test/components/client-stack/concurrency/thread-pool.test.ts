import { expect, it } from "vitest"
import { BULKHEADS } from "../../../../components/client-stack/concurrency/choice.ts"
import { ADMITTED, TURNED_AWAY, WAITS } from "../../../../components/client-stack/concurrency/contract.ts"
import { SUCCEEDED } from "../../../../components/client-stack/results.ts"
import { limiter, preset } from "../support/make.ts"

it("as Hystrix has it ten calls, no line, and the eleventh is turned away", () => {
  const the = limiter("thread-pool")
  expect(Array.from({ length: 11 }, () => the.admit(0))).toEqual([...Array(10).fill(ADMITTED), TURNED_AWAY])
})

it("as resilience4j has it 3 threads, then 100 places, then a fourth thread, then no more", () => {
  const the = limiter("thread-pool", preset(BULKHEADS, "thread-pool", "resilience4j"))
  const verdicts = Array.from({ length: 105 }, () => the.admit(0))
  expect(verdicts).toEqual([...Array(3).fill(ADMITTED), ...Array(100).fill(WAITS), ADMITTED, TURNED_AWAY])
})

it("keeps its further threads as long as calls wait, and opens none for those that already wait", () => {
  const the = limiter("thread-pool", { core: 1, threadsMax: 3, waiting: 1 })
  expect([1, 2].map(() => the.admit(0))).toEqual([ADMITTED, WAITS])
  expect(the.startsWaiting(0)).toBe(false)
  expect(the.admit(0)).toBe(ADMITTED) // a second thread, for the newest: the line is full
  the.settled(0, SUCCEEDED, 1)
  expect([the.startsWaiting(0), the.inFlight]).toEqual([true, 2])
  the.settled(0, SUCCEEDED, 1)
  the.settled(0, SUCCEEDED, 1)
  expect([1, 2].map(() => the.admit(0))).toEqual([ADMITTED, WAITS]) // back to one thread
  expect(the.startsWaiting(0)).toBe(false)
})
