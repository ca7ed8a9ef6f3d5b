import * as z from "zod"
import { NS_PER_S } from "../../engine/index.ts"
import { ALLOW, defineLimiter, type LimitContext, REJECT } from "../kit/limiting/limiter.ts"
import { choice } from "../kit/schema.ts"
import { clockAtStart, limitCount } from "./parameters.ts"

const DAY_S = 86_400
/** Seconds of each unit; a month has 30 days and a year 365 (ratelimit, src/utils/utilities.go, UnitToDivider). */
const SECONDS = {
  second: 1,
  minute: 60,
  hour: 3_600,
  day: DAY_S,
  week: 7 * DAY_S,
  month: 30 * DAY_S,
  year: 365 * DAY_S,
} as const

interface Params {
  readonly limit: number
  readonly unit: keyof typeof SECONDS
  readonly clockAtStart: number
}

/** The window's number, and what was asked for in it, refused or not. */
type State = { window: number; counted: number }

/**
 * A counter for each unit of the clock that every request raises, also those refused; over the limit is who finds it
 * above the limit afterwards. A refused large request therefore uses up what smaller ones could still have had.
 */
export const envoyGlobal = defineLimiter<Params, State>({
  kind: "envoy-global",
  title: "Envoy global rate limit",
  summary: "A counter for each unit of the clock, raised by every request; refuses while it is over the limit.",
  sources: [
    "envoyproxy/ratelimit, src/limiter/base_limiter.go: over the limit when the counter after the increment exceeds it",
    "the same: the key ends in floor(now / unit) * unit; reset = unit - now % unit, in seconds",
  ],
  params: z.strictObject({
    limit: limitCount().describe("Requests in a unit (requests_per_unit)"),
    unit: choice(["second", "minute", "hour", "day", "week", "month", "year"]).describe("Length of a window"),
    clockAtStart: clockAtStart(),
  }),
  presets: {},
  state: (context) => ({ window: windowOf(context), counted: 0 }),
  decide: (context) => {
    turn(context)
    const { state, params, cost } = context
    state.counted += cost
    return state.counted > params.limit ? REJECT : ALLOW
  },
  idle: (context) => windowOf(context) > context.state.window,
  retryAfterNs: (context) => {
    turn(context)
    const { params, state, cost } = context
    if (cost > params.limit) return Number.POSITIVE_INFINITY
    return state.counted + cost <= params.limit ? 0 : resetNs(context)
  },
  remaining: (context) => {
    turn(context)
    return Math.max(0, context.params.limit - context.state.counted)
  },
  perSecondMax: ({ limit, unit }) => limit / SECONDS[unit],
})

type Clock = Pick<LimitContext<Params, State>, "params" | "now">

/** The service reads its clock in whole seconds. */
function clockSeconds({ params, now }: Clock): number {
  return Math.floor((now + params.clockAtStart) / NS_PER_S)
}

function windowOf(clock: Clock): number {
  return Math.floor(clockSeconds(clock) / SECONDS[clock.params.unit])
}

function turn(context: LimitContext<Params, State>): void {
  const window = windowOf(context)
  if (window === context.state.window) return
  context.state.window = window
  context.state.counted = 0
}

function resetNs(context: LimitContext<Params, State>): number {
  const seconds = SECONDS[context.params.unit]
  return (seconds - (clockSeconds(context) % seconds)) * NS_PER_S
}
