import * as z from "zod"
import { ALLOW, defineLimiter, REJECT } from "../kit/limiting/limiter.ts"
import { count } from "../kit/schema.ts"
import { limitRate } from "./parameters.ts"
import { tokenRate } from "./token-rate.ts"

interface Params {
  readonly rate: number
  readonly burst: number
}

/** Theoretical arrival time: when the key would be as good as new. */
type State = { tatNs: number }

/** Time between two requests and how far ahead of it one may come, in ns. */
interface Tables {
  readonly intervalNs: number
  readonly toleranceNs: number
}

/**
 * The leaky bucket as one time a key: each request moves it on by an interval, and it may be ahead of the clock by
 * so many intervals. Lets through what a token bucket of burst + 1 does, where the interval is a whole number of ns.
 */
export const gcra = defineLimiter<Params, State, Tables>({
  kind: "gcra",
  title: "Generic cell rate algorithm",
  summary: "One theoretical arrival time a key; refuses what comes too far ahead of it.",
  sources: [
    "throttled v2, rate.go: interval = period / count, a whole number of ns; tolerance = interval * (burst + 1); refused requests move nothing",
  ],
  params: z.strictObject({
    rate: limitRate().describe("Requests in the long run"),
    burst: count().max(1_000_000).default(0).describe("Requests beyond the first that may come at once (MaxBurst)"),
  }),
  presets: {},
  tables: ({ rate, burst }) => {
    const intervalNs = tokenRate(rate).wholeNs
    return { intervalNs, toleranceNs: intervalNs * (burst + 1) }
  },
  state: ({ now }) => ({ tatNs: now }),
  decide: ({ state, tables, now, cost }) => {
    const next = Math.max(now, state.tatNs) + cost * tables.intervalNs
    if (now < next - tables.toleranceNs) return REJECT
    state.tatNs = next
    return ALLOW
  },
  idle: ({ state, now }) => state.tatNs <= now,
  retryAfterNs: ({ state, tables, now, cost }) => {
    const ownNs = cost * tables.intervalNs
    if (ownNs > tables.toleranceNs) return Number.POSITIVE_INFINITY
    return Math.max(0, Math.max(now, state.tatNs) + ownNs - tables.toleranceNs - now)
  },
  remaining: ({ state, tables, now }) =>
    Math.floor((tables.toleranceNs - Math.max(0, state.tatNs - now)) / tables.intervalNs),
  perSecondMax: ({ rate }) => rate,
})
