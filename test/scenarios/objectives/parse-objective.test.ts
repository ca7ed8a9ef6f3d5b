import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { formatObjective } from "../../../scenarios/objectives/format-objective.ts"
import type { Objective } from "../../../scenarios/objectives/objective.ts"
import { parseObjective } from "../../../scenarios/objectives/parse-objective.ts"
import { parseText } from "../../../scenarios/text/parse.ts"
import { applySuggestion } from "../../../scenarios/text/problem.ts"
import { problemAt } from "../../../scenarios/text/problem-at.ts"
import { checkout } from "./names.ts"

const shop = { of: "component", component: "shop" } as const
const shopPay = { of: "operation", component: "shop", operation: "pay" } as const
const ledger = { of: "component", component: "ledger" } as const
const payLedger = { of: "link", from: "pay", to: "ledger" } as const
const p = (quantile: number) => ({ of: "quantile", quantile }) as const

/** Each in the form that formatObjective writes. */
const forms: readonly (readonly [string, Objective])[] = [
  [
    "p99 latency of shop.pay < 300ms",
    { measure: "latency", statistic: p(0.99), target: shopPay, comparison: "<", limit: 300e6 },
  ],
  [
    "p50 latency of shop <= 10ms",
    { measure: "latency", statistic: p(0.5), target: shop, comparison: "<=", limit: 10e6 },
  ],
  [
    "p99.9 latency of ledger < 1s",
    { measure: "latency", statistic: p(0.999), target: ledger, comparison: "<", limit: 1e9 },
  ],
  [
    "mean latency of shop < 20ms",
    { measure: "latency", statistic: { of: "mean" }, target: shop, comparison: "<", limit: 20e6 },
  ],
  [
    "max latency of pay -> ledger < 5s",
    { measure: "latency", statistic: { of: "max" }, target: payLedger, comparison: "<", limit: 5e9 },
  ],
  ["success of shop >= 99.9%", { measure: "success", target: shop, comparison: ">=", limit: 0.999 }],
  ["errors of shop < 0.1%", { measure: "errors", target: shop, comparison: "<", limit: 0.001 }],
  [
    "share of timeout in shop.pay < 1%",
    { measure: "share", outcome: "timeout", target: shopPay, comparison: "<", limit: 0.01 },
  ],
  [
    "share of rate-limited in shop <= 5%",
    { measure: "share", outcome: "rate-limited", target: shop, comparison: "<=", limit: 0.05 },
  ],
  ["rate of shop >= 700/s", { measure: "rate", target: shop, comparison: ">=", limit: 700 }],
  ["utilisation of ledger < 80%", { measure: "utilisation", target: ledger, comparison: "<", limit: 0.8 }],
  [
    "mean queue of ledger < 100",
    { measure: "queue", statistic: { of: "mean" }, target: ledger, comparison: "<", limit: 100 },
  ],
  [
    "max queue of ledger < 100",
    { measure: "queue", statistic: { of: "max" }, target: ledger, comparison: "<", limit: 100 },
  ],
  ["retries of pay -> ledger < 5%", { measure: "retries", target: payLedger, comparison: "<", limit: 0.05 }],
  ["retries of shop < 250%", { measure: "retries", target: shop, comparison: "<", limit: 2.5 }],
  [
    "hit ratio of cache > 90%",
    { measure: "hit-ratio", target: { of: "component", component: "cache" }, comparison: ">", limit: 0.9 },
  ],
  ["recovers within 30s of last fault", { measure: "recovery", limit: 30e9 }],
]

describe("forms", () => {
  it.each(forms)("%s", (text, objective) => {
    expect(parseObjective(text, checkout)).toEqual({ value: objective })
    expect(formatObjective(objective)).toBe(text)
  })

  it.each([
    ['retries of "pay -> ledger" < 5%', "retries of pay -> ledger < 5%"],
    ["retries of 'pay->ledger'<5%", "retries of pay -> ledger < 5%"],
    ["retries of pay->ledger < 5 %", "retries of pay -> ledger < 5%"],
    ['p99 latency of "shop.pay" < 300 ms', "p99 latency of shop.pay < 300ms"],
    ["  success  of  shop>=99.90% ", "success of shop >= 99.9%"],
    ["p99.90 latency of shop < 1m30s", "p99.9 latency of shop < 90s"],
  ])("%s is %s", (text, canonical) => {
    const parsed = parseObjective(text, checkout)
    expect("value" in parsed ? formatObjective(parsed.value) : parsed.mistake).toBe(canonical)
  })
})

/** Text, code, the marked part (its column is its first place unless given), the marked part's repair. */
const broken: readonly (readonly [string, string, string, string | undefined, number?])[] = [
  ["p99 latancy of shop < 1s", "E-objective-syntax", "latancy", "latency"],
  ["latency of shop < 1s", "E-objective-syntax", "latency", "p99 latency"],
  ["p100 latency of shop < 1s", "E-objective-syntax", "p100", undefined],
  ["p0 latency of shop < 1s", "E-objective-syntax", "p0", undefined],
  ["p99.99999 latency of shop < 1s", "E-objective-syntax", "p99.99999", undefined],
  ["utilization of ledger < 80%", "E-objective-syntax", "utilization", "utilisation"],
  ["sucess of shop > 99%", "E-objective-syntax", "sucess", "success"],
  ["speed of shop > 5/s", "E-objective-syntax", "speed", undefined],
  ["mean qeue of ledger < 5", "E-objective-syntax", "qeue", "queue"],
  ["hit rate of cache > 90%", "E-objective-syntax", "rate", "ratio"],
  ["success in shop > 99%", "E-objective-syntax", "in", "of"],
  ["success of shop ≥ 99%", "E-objective-syntax", "≥", ">="],
  ["success of shop => 99%", "E-objective-syntax", "=>", ">="],
  ["success of shop = 99%", "E-objective-syntax", "=", undefined],
  ["success of shop 99%", "E-objective-syntax", "99%", undefined],
  ["success of shop > 99% now", "E-objective-syntax", "now", undefined],
  ["success of shop >", "E-objective-syntax", ">", undefined],
  ["success of", "E-objective-syntax", "f", undefined, 9],
  ["success of shop.pay.x > 9%", "E-objective-syntax", "shop.pay.x", undefined],
  ['success of "shop > 9%', "E-objective-syntax", '"', undefined],
  ["", "E-objective-syntax", "", undefined],
  ["success of shops > 99%", "E-objective-unknown-target", "shops", "shop"],
  ['success of "shops" > 99%', "E-objective-unknown-target", "shops", "shop"],
  ["success of nothing > 99%", "E-objective-unknown-target", "nothing", undefined],
  ["success of shop.pya > 99%", "E-objective-unknown-target", "pya", "pay"],
  ["success of cache.get > 99%", "E-objective-unknown-target", "get", undefined],
  ["retries of pay -> legder < 5%", "E-objective-unknown-target", "legder", "ledger"],
  ['retries of "pya -> ledger" < 5%', "E-objective-unknown-target", "pya", "pay"],
  ["share of timeouts in shop < 1%", "E-objective-unknown-outcome", "timeouts", "timeout"],
  ["share of throttled in shop < 1%", "E-objective-unknown-outcome", "throttled", "rate-limited"],
  ["retries of shop -> ledger < 5%", "E-objective-selects-nothing", "shop -> ledger", undefined],
  ["hit ratio of ledger > 90%", "E-objective-selects-nothing", "ledger", "cache"],
  ["utilisation of shop < 80%", "E-objective-selects-nothing", "shop", undefined],
  ["utilisation of pay.charge < 80%", "E-objective-selects-nothing", "pay.charge", undefined],
  ["max queue of pay -> ledger < 8", "E-objective-selects-nothing", "pay -> ledger", undefined],
  ["p99 latency of shop < 300", "E-unit-missing", "300", "300ms"],
  ["p99 latency of shop < 300msec", "E-unit-unknown", "msec", "ms"],
  ["p99 latency of shop < 5/s", "E-unit-wrong", "5/s", undefined],
  ["success of shop > 0.99", "E-unit-missing", "0.99", "99%"],
  ["success of shop > 120%", "E-number-range", "120%", "100%"],
  ["max queue of ledger < many", "E-number-invalid", "many", undefined],
  ["rate of shop >= 700", "E-unit-missing", "700", "700/s"],
  ["recovers in 30s of last fault", "E-objective-syntax", "in", "within"],
  ["recovers within 30 of last fault", "E-unit-missing", "30", "30ms"],
  ["recovers within 30s of last falt", "E-objective-syntax", "falt", "fault"],
  ["recovers within 30s of last fault now", "E-objective-syntax", "now", undefined],
]

describe("mistakes", () => {
  const rows = broken.map(([text, code, marked, suggestion, offset]) => ({ text, code, marked, suggestion, offset }))
  it.each(rows)("$text", ({ text, code, marked, suggestion, offset }) => {
    const parsed = parseObjective(text, checkout)
    if ("value" in parsed) throw new Error("accepted")
    const { mistake } = parsed
    expect(mistake).toMatchObject({ code, at: { offset: offset ?? text.lastIndexOf(marked) } })
    expect(text.slice(mistake.at.offset, mistake.at.offset + mistake.at.length)).toBe(marked)
    expect(mistake.suggestion).toBe(suggestion)
    if (suggestion === undefined) return
    const { at } = mistake
    const repaired = text.slice(0, at.offset) + suggestion + text.slice(at.offset + at.length)
    expect(parseObjective(repaired, checkout)).toHaveProperty("value")
  })

  it("names what there is", () => {
    const say = (text: string) => {
      const parsed = parseObjective(text, checkout)
      return "value" in parsed ? "" : parsed.mistake.message
    }
    expect(say("success of shop.refund > 9%")).toBe('shop has no operation "refund"; it has pay, browse')
    expect(say("utilisation of shop < 80%")).toBe('"shop" has no utilisation; these have: pay, ledger')
    expect(say("retries of ledger -> pay < 5%")).toBe("ledger never calls pay; it calls nothing")
  })

  it("refuse recovery where nothing fails", () => {
    const calm = { ...checkout, faultCount: 0 }
    expect(parseObjective("recovers within 30s of last fault", calm)).toMatchObject({
      mistake: { code: "E-objective-selects-nothing", at: { offset: 0, length: 33 } },
    })
  })

  it.each([
    ['- "success of shops > 99%"', 15, '- "success of shop > 99%"'],
    ["- success of shops > 99%", 14, "- success of shop > 99%"],
    ["- 'retries of \"pay -> legder\" < 5%'", 23, "- 'retries of \"pay -> ledger\" < 5%'"],
    ["- 'success of shop ≥ 99%'", 20, '- "success of shop >= 99%"'],
  ])("%s has its column in the document", (text, column, repaired) => {
    const document = parseText(text)
    const [objective] = Array.isArray(document.data) ? document.data : []
    const parsed = parseObjective(String(objective), checkout)
    if ("value" in parsed) throw new Error("accepted")
    const problem = problemAt(document, { ...parsed.mistake, path: [0] })
    expect(problem.column).toBe(column)
    expect(applySuggestion(text, problem)).toBe(repaired)
  })

  it("never throws, for any words", () => {
    const word = fc.constantFrom(
      ..."p99 latency of shop shop.pay < >= -> ' \" 5% 300ms share in timeout mean queue hit ratio recovers within last fault __proto__ constructor.toString".split(
        " ",
      ),
    )
    fc.assert(
      fc.property(fc.array(word, { maxLength: 10 }), fc.constantFrom(" ", ""), (words, separator) => {
        const text = words.join(separator)
        const parsed = parseObjective(text, checkout)
        if ("value" in parsed) expect(parseObjective(formatObjective(parsed.value), checkout)).toEqual(parsed)
        else expect(parsed.mistake.at.offset + parsed.mistake.at.length).toBeLessThanOrEqual(text.length)
      }),
      { numRuns: 2000 },
    )
  })
})
