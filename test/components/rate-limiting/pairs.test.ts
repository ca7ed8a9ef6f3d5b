import { describe, expect, it } from "vitest"
import { LIMITERS } from "../../../components/rate-limiting/choice.ts"
import { every, limiter, MS } from "./support.ts"

/** Each limiter told, in its own words, the same: 10 a second, 5 at once. */
const SAME: Readonly<Record<string, object>> = {
  "envoy-global": { limit: 10, unit: "second" },
  "envoy-local": { maxTokens: 5, fillInterval: "100ms" },
  "fixed-window": { limit: 10, window: "1s" },
  gcra: { rate: "10/s", burst: 5 },
  "haproxy-stick-table": { limit: 10, period: "1s" },
  "leaky-bucket": { rate: "10/s", queueMax: 5 },
  "nginx-limit-req": { rate: "10/s", burst: 5 },
  resilience4j: { limit: 10, period: "1s", waitMax: "200ms" },
  "sliding-log": { limit: 10, window: "1s" },
  "sliding-window-counter": { limit: 10, window: "1s" },
  "token-bucket": { rate: "10/s", burst: 5 },
  traefik: { average: "10/s", burst: 5 },
}

/** Traces that have little in common: number of a request, its time and what it counts for. */
const TRACES: Readonly<Record<string, readonly (readonly [atNs: number, cost: number])[]>> = {
  burst: every(0, 30).map((at) => [at, 1]),
  early: every(95 * MS, 60).map((at) => [at, 1]),
  greedy: every(7.3 * MS, 400).map((at) => [at, 1]),
  "off the beat": every(30 * MS, 100, 50 * MS).map((at) => [at, 1]),
  large: every(40 * MS, 100).map((at, index) => [at, 1 + (index % 3)]),
}

const answersTo = (kind: string, trace: string) => {
  const the = limiter(kind, SAME[kind] ?? {})
  return (TRACES[trace] ?? []).map(([at, cost]) => the.decide(at, 0, cost)).join(" ")
}

describe("limiters told the same", () => {
  const kinds = [...LIMITERS.keys()]
  const pairs = kinds.flatMap((left, index) => kinds.slice(index + 1).map((right) => [left, right] as const))

  it.each(pairs)("%s is not %s: some trace tells them apart", (left, right) => {
    const telling = Object.keys(TRACES).filter((trace) => answersTo(left, trace) !== answersTo(right, trace))
    expect(telling).not.toEqual([])
  })

  it.each(kinds)("%s answers alike when everything comes a minute later", (kind) => {
    const the = limiter(kind, SAME[kind] ?? {})
    const moved = limiter(kind, SAME[kind] ?? {})
    for (const [at, cost] of TRACES.large ?? []) {
      const [answer, later] = [the.decide(at, 0, cost), moved.decide(at + 60_000 * MS, 0, cost)]
      // Doubles may differ by the last nanosecond.
      expect(Math.abs(answer - later)).toBeLessThanOrEqual(1)
    }
  })
})
