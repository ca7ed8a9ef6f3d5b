import { expect, it } from "vitest"
import type { QueueRule } from "../../../components/queue-rules/contract.ts"
import { MS, queueRule } from "./support.ts"

/** One turn: how many are shed before one is served, with a line in which all have waited for so long. */
function turn(rule: QueueRule, nowMs: number, waitedMs = 50, others = 1000): number {
  let shed = 0
  while (rule.sheds(nowMs * MS, waitedMs * MS, others - shed)) shed++
  return shed
}

/** Shed at each ms from `fromMs` on, as [ms, number] where that is not 0. */
function turns(rule: QueueRule, fromMs: number, toMs: number): readonly (readonly [number, number])[] {
  const found: [number, number][] = []
  for (let nowMs = fromMs; nowMs < toMs; nowMs++) {
    const shed = turn(rule, nowMs)
    if (shed > 0) found.push([nowMs, shed])
  }
  return found
}

it("sheds after an interval of long waits, then at intervals divided by the roots of 1, 2, 3 …", () => {
  const rule = queueRule("network-codel")
  // The interval ends at 101. Then + 100, + 100 / sqrt(2), + 100 / sqrt(3) and so on, each at the next whole ms.
  const expected = [101, 201, 271.7, 329.4, 379.4, 424.2]
  expect(turns(rule, 1, 430)).toEqual(expected.map((ms) => [Math.ceil(ms), 1]))
})

it("sheds as many as are due at once where turns are rare", () => {
  const rule = queueRule("network-codel")
  expect([1, 101, 102].map((ms) => turn(rule, ms))).toEqual([0, 1, 0])
  // Due at 201, 271.7, 329.4, 379.4, 424.2, 465 and 502.8.
  expect(turn(rule, 500)).toBe(6)
  expect(turn(rule, 501)).toBe(0)
  expect(turn(rule, 503)).toBe(1)
})

it.each([
  ["a wait below the target", 4.999, 1000],
  ["a line of one more", 50, 1],
  ["the last in line", 50, 0],
])("is calm after %s", (_, waitedMs, others) => {
  const rule = queueRule("network-codel")
  expect([1, 101].map((ms) => turn(rule, ms))).toEqual([0, 1])
  expect(turn(rule, 300, waitedMs, others)).toBe(0)
  // Another whole interval.
  expect([301, 400, 401].map((ms) => turn(rule, ms))).toEqual([0, 0, 1])
})

it("is calm once it hears of an empty line", () => {
  const rule = queueRule("network-codel")
  turn(rule, 1)
  rule.joined(90 * MS, 0)
  expect([101, 102, 200, 201].map((ms) => turn(rule, ms))).toEqual([0, 0, 0, 1])
})

it("takes up its rate where it begins again soon, not after 16 intervals", () => {
  const again = (gapMs: number) => {
    const rule = queueRule("network-codel")
    turns(rule, 1, 430)
    turn(rule, 430, 1)
    const from = 430 + gapMs
    turn(rule, from)
    return turns(rule, from + 100, from + 250).map(([ms]) => ms - from)
  }
  // It shed 6 (count 6, begun with 1): from 5 on, next after 100 / sqrt(5) = 44.7, then 100 / sqrt(6) = 40.8.
  expect(again(10)).toEqual([100, 145, 186, 224])
  expect(again(2000)).toEqual([100, 200])
})

it("never says that the newest is next, nor limits a wait", () => {
  const rule = queueRule("network-codel")
  expect([rule.joined(0, 0), rule.joined(MS, 5)]).toEqual([Infinity, Infinity])
  expect(rule.newestFirst(9000 * MS)).toBe(false)
})
