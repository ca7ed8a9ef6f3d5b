import * as z from "zod"
import { NS_PER_S } from "../../engine/index.ts"
import { ALLOW, defineLimiter, type LimitContext, REJECT } from "../kit/limiting/limiter.ts"
import { duration } from "../kit/schema.ts"
import { limitCount } from "./parameters.ts"

interface Params {
  readonly limit: number
  readonly period: number
  readonly waitMax: number
}

/** The cycle's number, and its permissions that are left: below 0 those of later cycles that are promised. */
type State = { cycle: number; left: number }

/**
 * Gives out the permissions of cycles that begin with the run, and promises those of later ones to whoever is ready to
 * wait for them. At its default cycle of 500 ns it lets through 100 million calls a second: it limits nothing until it
 * is told to. A request for more than a cycle has is refused here; the library would wait for several.
 */
export const resilience4j = defineLimiter<Params, State>({
  kind: "resilience4j",
  title: "resilience4j RateLimiter",
  summary: "So many permissions a cycle; who finds none waits for a later cycle's, up to so long.",
  sources: [
    "resilience4j 2.2, RateLimiterConfig: limitForPeriod 50, limitRefreshPeriod 500 ns, timeoutDuration 5 s",
    "resilience4j 2.2, AtomicRateLimiter: calculateNextState, nanosToWaitForPermission, reservePermissions",
  ],
  params: z.strictObject({
    limit: limitCount().default(50).describe("Requests in a cycle (limitForPeriod)"),
    period: duration({ min: "1ns" }).prefault("500ns").describe("Length of a cycle (limitRefreshPeriod)"),
    waitMax: duration().prefault("5s").describe("Longest wait for a permission (timeoutDuration)"),
  }),
  presets: {},
  state: ({ params, now }) => ({ cycle: cycleOf(params, now), left: params.limit }),
  decide: (context) => {
    refresh(context)
    const waitNs = waitFor(context)
    if (waitNs > context.params.waitMax) return REJECT
    context.state.left -= context.cost
    return waitNs > 0 ? waitNs : ALLOW
  },
  holdsBack: ({ waitMax }) => waitMax > 0,
  idle: (context) => {
    refresh(context)
    return context.state.left === context.params.limit
  },
  retryAfterNs: (context) => {
    refresh(context)
    return Math.max(0, waitFor(context) - context.params.waitMax)
  },
  perSecondMax: ({ limit, period }) => (limit / period) * NS_PER_S,
})

function cycleOf({ period }: Params, now: number): number {
  return Math.floor(now / period)
}

/** What is not used by the end of its cycle is lost. */
function refresh({ state, params, now }: LimitContext<Params, State>): void {
  const cycle = cycleOf(params, now)
  state.left = Math.min(params.limit, state.left + (cycle - state.cycle) * params.limit)
  state.cycle = cycle
}

/** Ns until the cycle that has this request's permissions to give; Infinity where none ever has. */
function waitFor({ state, params, now, cost }: LimitContext<Params, State>): number {
  if (cost > params.limit) return Number.POSITIVE_INFINITY
  if (state.left >= cost) return 0
  const cycles = Math.ceil((cost - state.left) / params.limit)
  return (state.cycle + cycles) * params.period - now
}
