import { expect, it } from "vitest"
import { ms, queueRule } from "../support/make.ts"

it("serves the oldest first until the line has stood for its interval, then the newest; nobody is shed", () => {
  const the = queueRule("adaptive-lifo", { interval: "50ms" })
  expect(the.joined(ms(10), 0)).toBe(Number.POSITIVE_INFINITY)
  expect(the.joined(ms(40), 1)).toBe(Number.POSITIVE_INFINITY)
  expect(the.newestFirst(ms(60), 2)).toBe(false)
  expect(the.newestFirst(ms(60) + 1, 2)).toBe(true)
  the.left(ms(70), 1)
  expect(the.newestFirst(ms(70), 1)).toBe(true)
  the.left(ms(80), 0)
  expect(the.newestFirst(ms(80), 0)).toBe(false)
})
