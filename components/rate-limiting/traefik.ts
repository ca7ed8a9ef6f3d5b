import * as z from "zod"
import { NS_PER_S } from "../../engine/index.ts"
import { ALLOW, defineLimiter, type LimitContext, REJECT } from "../kit/limiting/limiter.ts"
import { count } from "../kit/schema.ts"
import { limitRate } from "./parameters.ts"

interface Params {
  readonly average: number
  readonly burst: number
}

/** Tokens, below 0 where they are promised, and when that was. */
type State = { tokens: number; sinceNs: number }

interface Tables {
  readonly waitMaxNs: number
}

/**
 * A token bucket that promises tokens ahead: a request that is early by no more than half an interval is held back, not
 * refused. Counts in doubles, as the limiter of Go's x/time does.
 */
export const traefik = defineLimiter<Params, State, Tables>({
  kind: "traefik",
  title: "Traefik RateLimit",
  summary: "A token bucket that holds a request back for up to half an interval before it refuses.",
  sources: [
    "Traefik 3, pkg/middlewares/ratelimiter: waits if the delay <= 1 s / (2 * trunc(rate)), 500 ms below 1/s; else 429",
    "golang.org/x/time/rate: Reserve; the delay is cut to whole ns",
  ],
  params: z.strictObject({
    average: limitRate().describe("Requests in the long run (average / period)"),
    burst: count().min(1).max(1_000_000).default(1).describe("Requests that may come at once"),
  }),
  presets: {},
  tables: ({ average }) => ({
    waitMaxNs: average < 1 ? NS_PER_S / 2 : Math.floor(NS_PER_S / (2 * Math.floor(average))),
  }),
  state: ({ params, now }) => ({ tokens: params.burst, sinceNs: now }),
  decide: (context) => {
    const { state, params, tables, now, cost } = context
    const waitNs = waitFor(context)
    if (waitNs > tables.waitMaxNs) return REJECT
    state.tokens = tokensNow(state, params, now) - cost
    state.sinceNs = now
    return waitNs > 0 ? waitNs : ALLOW
  },
  holdsBack: () => true,
  idle: ({ state, params, now }) => tokensNow(state, params, now) === params.burst,
  retryAfterNs: (context) => {
    const waitNs = waitFor(context)
    // In whole seconds, as the header has it.
    return waitNs <= context.tables.waitMaxNs ? 0 : Math.ceil(waitNs / NS_PER_S) * NS_PER_S
  },
  perSecondMax: ({ average }) => average,
})

/** Ns until the tokens for this request are there; Infinity where the bucket can never hold them. */
function waitFor({ state, params, now, cost }: LimitContext<Params, State, Tables>): number {
  if (cost > params.burst) return Number.POSITIVE_INFINITY
  const left = tokensNow(state, params, now) - cost
  return left >= 0 ? 0 : Math.floor((-left / params.average) * NS_PER_S)
}

function tokensNow({ tokens, sinceNs }: State, { average, burst }: Params, now: number): number {
  return Math.min(burst, tokens + ((now - sinceNs) / NS_PER_S) * average)
}
