import { expect, it } from "vitest"
import { MS, queueRule } from "./support.ts"

it("has the oldest next until the line has stood for its interval, then the newest; sheds nobody", () => {
  const rule = queueRule("adaptive-lifo", { interval: "50ms" })
  expect(rule.joined(10 * MS, 0)).toBe(Number.POSITIVE_INFINITY)
  expect(rule.joined(40 * MS, 1)).toBe(Number.POSITIVE_INFINITY)
  expect(rule.newestFirst(60 * MS)).toBe(false)
  expect(rule.newestFirst(60 * MS + 1)).toBe(true)
  expect(rule.sheds(9000 * MS, 8990 * MS, 100)).toBe(false)
  // It was empty at some time since, as one learns when the next joins an empty line.
  rule.joined(9001 * MS, 0)
  expect(rule.newestFirst(9051 * MS)).toBe(false)
})

it("is LIFO wherever two wait with an interval of nothing", () => {
  const rule = queueRule("adaptive-lifo", { interval: "0s" })
  rule.joined(10 * MS, 0)
  expect(rule.newestFirst(10 * MS)).toBe(false)
  expect(rule.newestFirst(10 * MS + 1)).toBe(true)
})

it("begins anew after a crash", () => {
  const rule = queueRule("adaptive-lifo")
  rule.joined(500 * MS, 0)
  rule.wipe()
  expect(rule.snapshot()).toEqual({ state: { emptyNs: 0 }, now: 500 * MS })
})
