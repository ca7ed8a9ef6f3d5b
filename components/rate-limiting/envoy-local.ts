import * as z from "zod"
import { NS_PER_S } from "../../engine/index.ts"
import { ALLOW, defineLimiter, type LimitContext, REJECT } from "../kit/limiting/limiter.ts"
import { count, duration } from "../kit/schema.ts"

interface Params {
  readonly maxTokens: number
  readonly tokensPerFill: number
  readonly fillInterval: number
}

/** Tokens now, and the number of the latest fill that they include. */
type State = { tokens: number; fill: number }

/**
 * A token bucket that a timer fills: several tokens at once, at multiples of the interval and not between them. What
 * is refused just before a fill would have passed just after it, whenever the bucket was emptied.
 */
export const envoyLocal = defineLimiter<Params, State>({
  kind: "envoy-local",
  title: "Envoy local rate limit",
  summary: "A token bucket that a timer fills at intervals; refuses what finds no token.",
  sources: [
    "Envoy 1.31, local_ratelimit_impl.cc: starts with max_tokens, a timer adds tokens_per_fill, capped",
    "Envoy API, TokenBucket: tokens_per_fill 1 when absent; local rate limit: fill_interval >= 50ms",
  ],
  params: z.strictObject({
    maxTokens: count().min(1).max(1_000_000_000).describe("Tokens it holds; it starts full (max_tokens)"),
    tokensPerFill: count()
      .min(1)
      .max(1_000_000_000)
      .default(1)
      .describe("Tokens that each fill adds (tokens_per_fill)"),
    fillInterval: duration({ min: "50ms" }).describe("Time between two fills (fill_interval)"),
  }),
  presets: {},
  state: ({ params, now }) => ({ tokens: params.maxTokens, fill: Math.floor(now / params.fillInterval) }),
  decide: (context) => {
    fill(context)
    const { state, cost } = context
    if (state.tokens < cost) return REJECT
    state.tokens -= cost
    return ALLOW
  },
  idle: (context) => {
    fill(context)
    return context.state.tokens === context.params.maxTokens
  },
  retryAfterNs: (context) => {
    fill(context)
    const { state, params, now, cost } = context
    if (cost > params.maxTokens) return Number.POSITIVE_INFINITY
    if (state.tokens >= cost) return 0
    const fills = Math.ceil((cost - state.tokens) / params.tokensPerFill)
    return (state.fill + fills) * params.fillInterval - now
  },
  perSecondMax: ({ tokensPerFill, fillInterval }) => (tokensPerFill / fillInterval) * NS_PER_S,
})

function fill({ state, params, now }: LimitContext<Params, State>): void {
  const latest = Math.floor(now / params.fillInterval)
  state.tokens = Math.min(params.maxTokens, state.tokens + (latest - state.fill) * params.tokensPerFill)
  state.fill = latest
}
