import * as z from "zod"
import { NS_PER_S } from "../../engine/index.ts"
import { ALLOW, defineLimiter, type LimitContext, REJECT } from "../kit/limiting/limiter.ts"
import { clockAtStart, limitCount, windowLength } from "./parameters.ts"

interface Params {
  readonly limit: number
  readonly window: number
  readonly clockAtStart: number
}

/** The window's number, and what was let through in the one before and in it. */
type State = { window: number; previous: number; current: number }

/**
 * Estimates the latest window from two fixed ones: the part of the one before that it still covers, plus the present.
 * It takes the requests of the window before as evenly spread, so a burst at its end counts for too little later on.
 */
export const slidingWindowCounter = defineLimiter<Params, State>({
  kind: "sliding-window-counter",
  title: "Sliding window counter",
  summary: "An estimate of the latest window from the counters of this one and the one before.",
  sources: [
    "Cloudflare blog, How we built rate limiting capable of scaling to millions of domains (2017): 42 * (60 - 15) / 60 + 18 = 49.5 is below 50",
  ],
  params: z.strictObject({
    limit: limitCount().describe("Requests in a window"),
    window: windowLength().describe("Length of the window"),
    clockAtStart: clockAtStart(),
  }),
  presets: {},
  state: (context) => ({ window: windowOf(context), previous: 0, current: 0 }),
  decide: (context) => {
    turn(context)
    const { state, params, cost } = context
    if (!hasRoom(state.previous, roomOf(context), params.window, elapsedNs(context))) return REJECT
    state.current += cost
    return ALLOW
  },
  absorb: (context) => {
    turn(context)
    context.state.current += context.cost
  },
  idle: (context) => windowOf(context) > context.state.window + 1,
  retryAfterNs: (context) => {
    turn(context)
    const { state, params } = context
    const elapsed = elapsedNs(context)
    const room = roomOf(context)
    const inThis = opensNs(state.previous, room, params.window)
    if (inThis < params.window) return Math.max(0, inThis - elapsed)
    // Then this window is the one before, and nobody has come in the next.
    const inNext = opensNs(state.current, room + state.current, params.window)
    return params.window - elapsed + inNext
  },
  perSecondMax: ({ limit, window }) => (limit / window) * NS_PER_S,
})

function windowOf({ params, now }: Pick<LimitContext<Params, State>, "params" | "now">): number {
  return Math.floor((now + params.clockAtStart) / params.window)
}

function elapsedNs({ params, state, now }: LimitContext<Params, State>): number {
  return now + params.clockAtStart - state.window * params.window
}

/** What the window before may still count for. The last request let through is the one that finds any room at all. */
function roomOf({ params, state, cost }: LimitContext<Params, State>): number {
  return params.limit - state.current - (cost - 1)
}

function turn(context: LimitContext<Params, State>): void {
  const { state } = context
  const window = windowOf(context)
  if (window === state.window) return
  state.previous = window === state.window + 1 ? state.current : 0
  state.current = 0
  state.window = window
}

/** previous * (1 - elapsed / window) < room, without the division. */
function hasRoom(previous: number, room: number, windowNs: number, elapsed: number): boolean {
  return previous * (windowNs - elapsed) < room * windowNs
}

/** Ns from the start of a window from which on there is room in it; Infinity for never. */
function opensNs(previous: number, room: number, windowNs: number): number {
  if (room <= 0) return Number.POSITIVE_INFINITY
  if (previous < room) return 0
  // The quotient is rounded, so what follows it is tried.
  let elapsed = Math.max(0, Math.floor(windowNs * (1 - room / previous)))
  while (!hasRoom(previous, room, windowNs, elapsed)) elapsed++
  return elapsed
}
