import { expect, it } from "vitest"
import { MS, queueRule } from "./support.ts"

it("gives 100 ms while the line has been empty in the latest 100 ms, and then 5 ms", () => {
  const rule = queueRule("codel")
  expect(rule.joined(1000 * MS, 0)).toBe(100 * MS) // empty until now, however long nothing came
  expect(rule.joined(1100 * MS, 1)).toBe(100 * MS)
  expect(rule.joined(1100 * MS + 1, 2)).toBe(5 * MS)
  expect(rule.joined(1200 * MS, 2)).toBe(5 * MS)
  expect(rule.joined(1301 * MS, 0)).toBe(100 * MS)
  expect(rule.joined(1302 * MS, 1)).toBe(100 * MS)
})

it("takes its own interval and target, and sheds nobody whose turn has come", () => {
  const rule = queueRule("codel", { interval: "20ms", target: "2ms" })
  expect(rule.joined(0, 0)).toBe(20 * MS)
  expect(rule.joined(20 * MS, 1)).toBe(20 * MS)
  expect(rule.joined(20 * MS + 1, 1)).toBe(2 * MS)
  expect(rule.sheds(500 * MS, 480 * MS, 9)).toBe(false)
})

it.each([
  [{}, false],
  [{ adaptiveLifo: true }, true],
])("with %j has the newest of a line that stands next: %s", (text, newest) => {
  const rule = queueRule("codel", text)
  rule.joined(0, 0)
  expect(rule.newestFirst(100 * MS)).toBe(false)
  expect(rule.newestFirst(100 * MS + 1)).toBe(newest)
})
