import * as z from "zod"
import { NS_PER_S } from "../../engine/index.ts"
import { ALLOW, defineLimiter, type LimitContext, REJECT } from "../kit/limiting/limiter.ts"
import { formatDuration } from "../kit/units.ts"
import { clockAtStart, limitCount, windowLength } from "./parameters.ts"

interface Params {
  readonly limit: number
  readonly window: number
  readonly clockAtStart: number
}

/** The window's number, and what was let through in it. */
type State = { window: number; used: number }

/**
 * So many requests in each window of the clock. Refused requests cost nothing. Around the end of a window twice the
 * limit gets through in no time: the price of keeping one number a key.
 */
export const fixedWindow = defineLimiter<Params, State>({
  kind: "fixed-window",
  title: "Fixed window",
  summary: "So many requests in each minute of the clock; refused ones cost nothing.",
  sources: [
    "Kong 3.10, plugins/rate-limiting, handler.lua and policies/init.lua (policy local): stops when limit - usage <= 0, windows begin at whole UTC seconds, minutes, hours and days",
    "the same, schema.lua: The limit for minute cannot be lower than the limit for second",
    "the same: Retry-After = max(1, window - floor(now - start of the window))",
  ],
  params: z.strictObject({
    limit: limitCount().describe("Requests in a window"),
    window: windowLength().describe("Length of a window"),
    clockAtStart: clockAtStart(),
  }),
  presets: {},
  conflictWith: ({ limit, window }, other) => {
    if (window <= other.window || limit >= other.limit) return undefined
    const shorter = `${other.limit} in ${formatDuration(other.window)}`
    const message = `the limit of a longer window must not be lower: that of ${shorter} could never be used`
    return { member: "limit", message, suggestion: other.limit }
  },
  state: (context) => ({ window: windowOf(context), used: 0 }),
  decide: (context) => {
    turn(context)
    const { state, params, cost } = context
    if (params.limit - state.used <= 0) return REJECT
    state.used += cost
    return ALLOW
  },
  absorb: (context) => {
    turn(context)
    context.state.used += context.cost
  },
  idle: (context) => windowOf(context) > context.state.window,
  retryAfterNs: (context) => {
    turn(context)
    const { params, state } = context
    return state.used < params.limit ? 0 : resetNs(context)
  },
  remaining: (context) => {
    turn(context)
    return Math.max(0, context.params.limit - context.state.used)
  },
  perSecondMax: ({ limit, window }) => (limit / window) * NS_PER_S,
})

function windowOf({ params, now }: Pick<LimitContext<Params, State>, "params" | "now">): number {
  return Math.floor((now + params.clockAtStart) / params.window)
}

function turn(context: LimitContext<Params, State>): void {
  const window = windowOf(context)
  if (window === context.state.window) return
  context.state.window = window
  context.state.used = 0
}

/** In whole seconds, as the header has it. */
function resetNs({ params, state, now }: LimitContext<Params, State>): number {
  const elapsedNs = now + params.clockAtStart - state.window * params.window
  return Math.max(NS_PER_S, params.window - Math.floor(elapsedNs / NS_PER_S) * NS_PER_S)
}
