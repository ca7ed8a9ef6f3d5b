import { expect, it } from "vitest"
import { HEDGES } from "../../../../components/client-stack/hedges/choice.ts"
import { hedge, ms } from "../support/make.ts"

it("waits the same time before each try, whatever it has seen, and goes on after a failure at once", () => {
  const the = hedge("fixed-delay", { delay: "20ms", triesMax: 4 })
  for (let call = 0; call < 5; call++) {
    the.sent(ms(call))
    expect(the.nextHedgeAfterNs(ms(call))).toBe(ms(20))
    expect(the.take(ms(call))).toBe(true)
    the.settled(ms(call), 0, ms(900))
  }
  expect([the.triesMax, the.sendsOnFailure]).toEqual([4, true])
})

it("allows five tries at most, as gRPC does", () => {
  const params = HEDGES.get("fixed-delay")?.params
  expect(params?.safeParse({ triesMax: 5 }).success).toBe(true)
  expect(params?.safeParse({ triesMax: 6 }).success).toBe(false)
})
