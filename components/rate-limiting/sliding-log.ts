import * as z from "zod"
import { NS_PER_S } from "../../engine/index.ts"
import { ALLOW, defineLimiter, type LimitContext, REJECT } from "../kit/limiting/limiter.ts"
import { count } from "../kit/schema.ts"
import { windowLength } from "./parameters.ts"

interface Params {
  readonly limit: number
  readonly window: number
}

/** When each request of the latest window was let through, from `first` on; those before it are forgotten. */
type State = { readonly times: number[]; first: number }

/**
 * Remembers when each request was let through, so that no window of that length, wherever it begins, holds more than
 * the limit. Exact, and the dearest to keep: a time for each request. Refused requests are not remembered.
 */
export const slidingLog = defineLimiter<Params, State>({
  kind: "sliding-log",
  title: "Sliding log",
  summary: "No more than the limit in any window of that length; remembers the time of each request.",
  sources: ["ClassDojo, Better Rate Limiting With Redis Sorted Sets (2015)"],
  params: z.strictObject({
    limit: count().min(1).max(100_000).describe("Requests in any window; each is kept as a time (bound chosen)"),
    window: windowLength().describe("For how long a request counts"),
  }),
  presets: {},
  state: () => ({ times: [], first: 0 }),
  decide: (context) => {
    forget(context)
    const { state, params, now, cost } = context
    if (logged(state) + cost > params.limit) return REJECT
    for (let unit = 0; unit < cost; unit++) state.times.push(now)
    return ALLOW
  },
  idle: (context) => {
    forget(context)
    return logged(context.state) === 0
  },
  retryAfterNs: (context) => {
    forget(context)
    const { state, params, now, cost } = context
    if (cost > params.limit) return Number.POSITIVE_INFINITY
    const tooMany = logged(state) + cost - params.limit
    return tooMany <= 0 ? 0 : (state.times[state.first + tooMany - 1] ?? now) + params.window - now
  },
  perSecondMax: ({ limit, window }) => (limit / window) * NS_PER_S,
})

function logged({ times, first }: State): number {
  return times.length - first
}

/** A request counts for a window's length; the front of the list is cut off when it is half of it. */
function forget({ state, params, now }: LimitContext<Params, State>): void {
  const { times } = state
  while (state.first < times.length && (times[state.first] ?? now) + params.window <= now) state.first++
  if (state.first * 2 < times.length || state.first === 0) return
  times.splice(0, state.first)
  state.first = 0
}
