import * as z from "zod"
import { ALLOW, defineLimiter, type LimitContext, REJECT } from "../kit/limiting/limiter.ts"
import { count } from "../kit/schema.ts"
import { limitRate } from "./parameters.ts"
import { type TokenRate, tokenRate } from "./token-rate.ts"

interface Params {
  readonly rate: number
  readonly burst: number
}

/** Tokens in the bucket, and since when (whole ns, and parts of one) it has been refilled with no more than these. */
type State = { tokens: number; sinceNs: number; sinceParts: number }

/**
 * A bucket that starts full and refills evenly; a request takes a token or is refused. Refilled when it is looked at,
 * in whole numbers: the n-th token after a moment is there exactly n intervals later, rounded up to a nanosecond.
 */
export const tokenBucket = defineLimiter<Params, State, TokenRate>({
  kind: "token-bucket",
  title: "Token bucket",
  summary: "A bucket that refills evenly; refuses what finds no token.",
  sources: [
    "RFC 2697 §3: a bucket that is full at the start",
    "AWS API Gateway quotas: 10,000 requests/s with a bucket of 5,000; 2,500 and 1,250 in newer regions. AWS calls them targets, here they are exact",
  ],
  params: z.strictObject({
    rate: limitRate().describe("Tokens that come into a bucket"),
    burst: count().min(1).max(1_000_000).describe("Tokens a bucket holds; it starts full"),
  }),
  presets: {
    "aws-api-gateway": { rate: "10000/s", burst: 5000 },
    "aws-api-gateway-newer-regions": { rate: "2500/s", burst: 1250 },
  },
  tables: ({ rate }) => tokenRate(rate),
  state: ({ params, now }) => ({ tokens: params.burst, sinceNs: now, sinceParts: 0 }),
  decide: (context) => {
    refill(context)
    const { state, params, now, cost } = context
    if (state.tokens < cost) return REJECT
    if (state.tokens === params.burst) {
      state.sinceNs = now
      state.sinceParts = 0
    }
    state.tokens -= cost
    return ALLOW
  },
  idle: (context) => {
    refill(context)
    return context.state.tokens === context.params.burst
  },
  retryAfterNs: (context) => {
    refill(context)
    const { state, params, tables, now, cost } = context
    if (cost > params.burst) return Number.POSITIVE_INFINITY
    if (state.tokens >= cost) return 0
    return state.sinceNs + tokensAfterNs(tables, cost - state.tokens, state.sinceParts) - now
  },
  remaining: (context) => {
    refill(context)
    return context.state.tokens
  },
  perSecondMax: ({ rate }) => rate,
})

function refill({ state, params, tables, now }: LimitContext<Params, State, TokenRate>): void {
  const { wholeNs, parts, perPart } = tables
  const missing = params.burst - state.tokens
  if (missing === 0) return
  const elapsedNs = now - state.sinceNs
  let come = Math.floor(elapsedNs / (wholeNs + parts / perPart))
  if (come > missing) come = missing
  // The quotient is rounded, so its neighbours are tried: the test itself is exact.
  while (come > 0 && tokensAfterNs(tables, come, state.sinceParts) > elapsedNs) come--
  while (come < missing && tokensAfterNs(tables, come + 1, state.sinceParts) <= elapsedNs) come++
  if (come === 0) return
  const sum = come * parts + state.sinceParts
  const carried = Math.floor(sum / perPart)
  state.tokens += come
  state.sinceNs += come * wholeNs + carried
  state.sinceParts = sum - carried * perPart
}

/** Whole ns until the n-th token has come. */
function tokensAfterNs({ wholeNs, parts, perPart }: TokenRate, n: number, sinceParts: number): number {
  return n * wholeNs + Math.ceil((n * parts + sinceParts) / perPart)
}
