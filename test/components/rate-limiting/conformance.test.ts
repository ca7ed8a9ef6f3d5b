import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { ALLOW, REJECT } from "../../../components/kit/limiting/limiter.ts"
import { LIMITERS, limiterOf } from "../../../components/rate-limiting/choice.ts"
import { limiter, MS, S } from "./support.ts"

/** Parameters for the suite, and the most that may leave within any `spanNs`, whatever comes. */
interface Case {
  readonly kind: string
  readonly text: Readonly<Record<string, unknown>>
  readonly boundOf: (spanNs: number) => number
  /** Where refused requests count too: a stream that just passes, and the parameters it is for. */
  readonly steady?: { readonly text: Readonly<Record<string, unknown>>; readonly stepNs: number }
}

/** Requests in two fixed windows, or parts of them, and all those between. */
const windows = (limit: number, windowNs: number) => (spanNs: number) => limit * (Math.ceil(spanNs / windowNs) + 1)
/** What is there at once and what comes while time passes. */
const bucket = (burst: number, perSecond: number) => (spanNs: number) => burst + (perSecond * spanNs) / S

const CASES: readonly Case[] = [
  { kind: "envoy-global", text: { limit: 5, unit: "second" }, boundOf: windows(5, S) },
  {
    kind: "envoy-local",
    text: { maxTokens: 6, tokensPerFill: 3, fillInterval: "500ms" },
    boundOf: (spanNs) => 6 + 3 * Math.ceil(spanNs / (500 * MS)),
  },
  { kind: "fixed-window", text: { limit: 5, window: "1s", clockAtStart: "300ms" }, boundOf: windows(5, S) },
  { kind: "gcra", text: { rate: "7/s", burst: 4 }, boundOf: bucket(5, 7.000001) },
  {
    kind: "haproxy-stick-table",
    text: { limit: 5, period: "1s" },
    boundOf: windows(5, S),
    steady: { text: { limit: 100, period: "1s" }, stepNs: Math.floor(S / 98) },
  },
  { kind: "leaky-bucket", text: { rate: "7/s", queueMax: 4 }, boundOf: bucket(1, 7) },
  { kind: "nginx-limit-req", text: { rate: "7/s", burst: 4 }, boundOf: bucket(1.1, 7.1) },
  { kind: "nginx-limit-req", text: { rate: "7/s", burst: 4, preset: "nodelay" }, boundOf: bucket(5.1, 7.1) },
  { kind: "resilience4j", text: { limit: 5, period: "1s", waitMax: "700ms" }, boundOf: windows(5, S) },
  { kind: "resilience4j", text: { limit: 5, period: "1s", waitMax: "0s" }, boundOf: windows(5, S) },
  {
    kind: "sliding-log",
    text: { limit: 5, window: "700ms" },
    boundOf: (spanNs) => 5 * Math.ceil(spanNs / (700 * MS) + 1e-9),
  },
  // Within one window of the clock no more than the limit.
  { kind: "sliding-window-counter", text: { limit: 5, window: "1s" }, boundOf: windows(5, S) },
  { kind: "token-bucket", text: { rate: "7/s", burst: 4 }, boundOf: bucket(4, 7) },
  // Doubles: a thousandth of a request of slack.
  { kind: "traefik", text: { average: "7/s", burst: 4 }, boundOf: bucket(4.001, 7) },
]

const make = ({ kind, text: { preset, ...text } }: Case, keysMax?: number) =>
  limiter(kind, { ...LIMITERS.get(kind)?.presets[String(preset)], ...text }, keysMax)

/** Times between requests: bursts, lulls, and what falls just beside a millisecond. */
const gaps = fc.array(
  fc.oneof(
    fc.constant(0),
    fc.integer({ min: 0, max: 3 }),
    fc.integer({ min: 0, max: 200 * MS }),
    fc.integer({ min: 0, max: 300 }).map((ms) => ms * MS),
    fc.integer({ min: 0, max: 3 * S }),
  ),
  { minLength: 1, maxLength: 120 },
)

const timesOf = (steps: readonly number[]): number[] => {
  let now = 0
  return steps.map((step) => {
    now += step
    return now
  })
}

it("has a case for each limiter", () => {
  expect([...new Set(CASES.map(({ kind }) => kind))]).toEqual([...LIMITERS.keys()].sort())
})

describe.each(CASES)("$kind with $text", (the) => {
  it("never lets more leave than its bound, in any stretch of time", () => {
    fc.assert(
      fc.property(gaps, (steps) => {
        const limited = make(the)
        const leaves: number[] = []
        for (const now of timesOf(steps)) {
          const answer = limited.decide(now, 0, 1)
          expect(answer === REJECT || (Number.isSafeInteger(answer) && answer >= 0)).toBe(true)
          if (answer !== REJECT) leaves.push(now + answer)
        }
        // Who came first leaves first.
        expect([...leaves].sort((left, right) => left - right)).toEqual(leaves)
        const beyond = leaves.flatMap((from, first) =>
          leaves.slice(first).map((to, more) => more + 1 - the.boundOf(to - from + 1)),
        )
        expect(Math.max(0, ...beyond)).toBeLessThanOrEqual(1e-6)
      }),
      { numRuns: 60 },
    )
  })

  it("makes somebody wait exactly when it says that it holds back", () => {
    const limited = make(the)
    const { strategy, params } = planOf(the)
    const waits = Array.from({ length: 300 }, (_, index) => limited.decide(index * 19 * MS, 0, 1)).filter(
      (one) => one > 0,
    )
    expect(waits.length > 0).toBe(LIMITERS.get(strategy)?.holdsBack?.(params) ?? false)
  })

  it("refuses somebody, and lets through whoever waits as long as he is told", () => {
    const limited = make(the)
    let refused = 0
    fc.assert(
      fc.property(gaps, fc.integer({ min: 1, max: 4 }), (steps, cost) => {
        limited.clear()
        for (const now of timesOf(steps)) {
          if (limited.decide(now, 0, cost) !== REJECT) continue
          refused++
          const waitNs = limited.retryAfterNs(now, 0, cost)
          expect(waitNs).toBeGreaterThan(0)
          if (waitNs === Number.POSITIVE_INFINITY) continue
          const later = make(the)
          later.restore(limited.snapshot())
          expect(later.decide(now + waitNs, 0, cost)).not.toBe(REJECT)
        }
      }),
      { numRuns: 60 },
    )
    expect(refused).toBeGreaterThan(30)
  })

  it("tells of nothing left exactly when the next request is refused, where it tells at all", () => {
    const limited = make(the)
    for (let step = 0; step < 400; step++) {
      const now = step * 31 * MS
      const left = limited.remaining(now, 0)
      if (left === undefined) return
      expect(left > 0).toBe(limited.decide(now, 0, 1) !== REJECT)
    }
  })

  it("goes on from a snapshot as if nothing had happened, and changes nothing by being asked", () => {
    fc.assert(
      fc.property(gaps, gaps, (before, after) => {
        const times = timesOf([...before, ...after])
        const [left, right] = [make(the), make(the)]
        for (const [index, now] of times.slice(0, before.length).entries()) left.decide(now, index % 3, 1)
        const saved = structuredClone(left.snapshot())
        const rest = times.slice(before.length)
        const wanted = rest.map((now, index) => left.decide(now, index % 3, 1))
        right.restore(saved)
        const got = rest.map((now, index) => {
          const answer = right.decide(now, index % 3, 1)
          right.retryAfterNs(now, index % 3, 1)
          right.remaining(now, index % 3)
          return answer
        })
        expect(got).toEqual(wanted)
      }),
      { numRuns: 60 },
    )
  })

  it("keeps keys apart, forgets the idle ones, and treats them no differently for that", () => {
    const limited = make(the)
    const answers = new Set<number>()
    for (let key = 1; key <= 5000; key++) answers.add(limited.decide(key * 10 * MS, key, 1))
    expect([...answers]).toEqual([ALLOW])
    // A key is idle after 2 s at the latest: at 100 keys a second some 200 are not.
    expect(limited.size).toBeLessThanOrEqual(2048)
  })

  it("keeps no more keys than it may", () => {
    const limited = make(the, 10)
    for (let key = 0; key < 100; key++) limited.decide(0, key, 1)
    expect(limited.size).toBe(10)
  })

  it("lets through in the long run what it says", () => {
    const { text = the.text, stepNs = 10 * MS } = the.steady ?? {}
    const limited = make({ ...the, text })
    const { strategy, params } = planOf({ ...the, text })
    const perSecond = LIMITERS.get(strategy)?.perSecondMax(params) ?? 0
    let passed = 0
    for (let now = 0; now < 300 * S; now += stepNs) if (limited.decide(now, 0, 1) !== REJECT) passed++
    // What is there at once counts once; nginx's milliseconds and the estimate of two windows cost a little.
    expect(passed).toBeGreaterThan(300 * perSecond * 0.93)
    expect(passed).toBeLessThan(300 * perSecond * 1.02 + 7)
  })
})

function planOf({ kind, text: { preset, ...text } }: Case) {
  const leaf = LIMITERS.get(kind)
  return { strategy: kind, params: leaf?.params.parse({ ...leaf.presets[String(preset)], ...text }) }
}

it("knows its presets, and no other kind", () => {
  for (const { kind, presets, params } of LIMITERS.values())
    for (const text of Object.values(presets)) {
      const fill = kind === "nginx-limit-req" ? { rate: "1/s" } : {}
      expect(params.safeParse({ ...fill, ...text }).success).toBe(true)
    }
  expect(() => limiterOf({ strategy: "gues", params: {} })).toThrow('no rate limiter "gues"')
})
