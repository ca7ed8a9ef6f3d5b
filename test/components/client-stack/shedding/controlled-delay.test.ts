import { expect, it } from "vitest"
import { QUEUE_RULES } from "../../../../components/client-stack/shedding/queues/choice.ts"
import { ms, preset, queueRule } from "../support/make.ts"

it("gives 100 ms while the line has been empty in the latest 100 ms, and then 5 ms", () => {
  const the = queueRule("controlled-delay")
  expect(the.joined(ms(1000), 0)).toBe(ms(100)) // empty until now, however long nothing came
  expect(the.joined(ms(1100), 1)).toBe(ms(100))
  expect(the.joined(ms(1100) + 1, 2)).toBe(ms(5))
  the.left(ms(1200), 2)
  expect(the.joined(ms(1200), 2)).toBe(ms(5))
  the.left(ms(1300), 0)
  expect(the.joined(ms(1301), 0)).toBe(ms(100))
})

it("serves the newest first in a line that stands only where it is told to", () => {
  for (const text of [{}, preset(QUEUE_RULES, "controlled-delay", "facebook")]) {
    const the = queueRule("controlled-delay", text)
    the.joined(0, 0)
    expect(the.newestFirst(ms(100), 1)).toBe(false)
    expect(the.newestFirst(ms(100) + 1, 1)).toBe("order" in text)
  }
})

/** A server of 10 ms a call that is offered one each 5 ms: longest wait of those it served, and how many of all. */
function overloaded(kind: string, text = {}): { readonly longestMs: number; readonly served: number } {
  const the = queueRule(kind, text)
  let line: { readonly sinceNs: number; readonly untilNs: number }[] = []
  let [longestNs, served] = [0, 0]
  for (let call = 0; call < 4000; call++) {
    const nowNs = ms(5 * call)
    for (const gone of line.filter(({ untilNs }) => untilNs < nowNs)) {
      line = line.filter((one) => one !== gone)
      the.left(gone.untilNs, line.length)
    }
    line.push({ sinceNs: nowNs, untilNs: nowNs + the.joined(nowNs, line.length) })
    if (call % 2 === 1) continue
    const next = the.newestFirst(nowNs, line.length) ? line.pop() : line.shift()
    if (next === undefined) continue
    the.left(nowNs, line.length)
    longestNs = Math.max(longestNs, nowNs - next.sinceNs)
    served++
  }
  return { longestMs: longestNs / ms(1), served }
}

it("bounds the wait in an overload and serves as many as without it", () => {
  const rule = overloaded("controlled-delay")
  expect(rule.longestMs).toBeLessThanOrEqual(100)
  expect(rule.served).toBe(2000)
  // Nobody is shed: the oldest have waited nearly half of the time.
  expect(overloaded("adaptive-lifo", { interval: "1h" }).longestMs).toBeGreaterThan(9000)
})
