import * as z from "zod"
import { NS_PER_MS } from "../../engine/index.ts"
import { ALLOW, defineLimiter, type LimitContext, REJECT } from "../kit/limiting/limiter.ts"
import { count, rate } from "../kit/schema.ts"

/** The module counts in thousandths of a request and thinks in ms. */
const MILLI = 1000

interface Params {
  readonly rate: number
  readonly burst: number
  readonly delay: number | "nodelay"
}

/** Thousandths of a request above the rate, and when that was, in ms; -1 for a key that has not come yet. */
type State = { excess: number; lastMs: number }

interface Tables {
  /** Thousandths of a request that leak a second. */
  readonly leak: number
  readonly excessMax: number
  readonly excessWithoutDelay: number
}

/**
 * The leaky bucket as a meter. What exceeds the rate by more than the burst is refused and leaves no trace; what exceeds
 * it by more than `delay` is held back until it no longer would. Whole ms and thousandths of a request, as in C.
 */
export const nginxLimitReq = defineLimiter<Params, State, Tables>({
  kind: "nginx-limit-req",
  title: "nginx limit_req",
  summary: "A leaky bucket as a meter: holds back what exceeds the rate, refuses what exceeds the burst.",
  sources: ["nginx 1.31, ngx_http_limit_req_module.c: ngx_http_limit_req_lookup, ngx_http_limit_req_account"],
  params: z.strictObject({
    rate: rate({ min: "1/m", max: "1000000/s" }).describe("Requests in the long run; cut to thousandths a second"),
    burst: count().max(1_000_000).default(0).describe("Requests above the rate that are let through at all"),
    delay: z
      .union([count().max(1_000_000), z.literal("nodelay")])
      .default(0)
      .describe("Requests above the rate that are not held back; nodelay: none is"),
  }),
  presets: { nodelay: { delay: "nodelay" } },
  tables: ({ rate: perSecond, burst, delay }) => ({
    // The rate is a whole number in nginx: the millionth undoes what dividing it by 60 did.
    leak: Math.floor(perSecond * MILLI + 1e-6),
    excessMax: burst * MILLI,
    excessWithoutDelay: delay === "nodelay" ? Number.POSITIVE_INFINITY : delay * MILLI,
  }),
  state: () => ({ excess: 0, lastMs: -1 }),
  decide: (context) => {
    const { state, tables } = context
    const excess = excessNow(context)
    if (excess > tables.excessMax) return REJECT
    state.excess = excess
    state.lastMs = Math.floor(context.now / NS_PER_MS)
    if (excess <= tables.excessWithoutDelay) return ALLOW
    return Math.floor(((excess - tables.excessWithoutDelay) * MILLI) / tables.leak) * NS_PER_MS
  },
  holdsBack: ({ burst, delay }) => delay !== "nodelay" && delay < burst,
  idle: ({ state, tables, now }) => state.lastMs < 0 || state.excess + MILLI <= leaked(state, tables, now),
  retryAfterNs: (context) => {
    const { state, tables, now, cost } = context
    // What more than one request counts for is there at once and leaks afterwards.
    const room = tables.excessMax - (cost - 1) * MILLI
    if (room < 0) return Number.POSITIVE_INFINITY
    if (excessNow(context) <= tables.excessMax) return 0
    const needed = Math.ceil(((state.excess + MILLI - room) * MILLI) / tables.leak)
    return (state.lastMs + needed) * NS_PER_MS - now
  },
  perSecondMax: ({ rate: perSecond }) => perSecond,
})

/** The excess with this request in it. The first request of a key exceeds nothing. */
function excessNow({ state, tables, now, cost }: LimitContext<Params, State, Tables>): number {
  const more = (cost - 1) * MILLI
  if (state.lastMs < 0) return more
  return Math.max(0, state.excess - leaked(state, tables, now) + MILLI) + more
}

function leaked({ lastMs }: State, { leak }: Tables, now: number): number {
  return Math.floor((leak * (Math.floor(now / NS_PER_MS) - lastMs)) / MILLI)
}
