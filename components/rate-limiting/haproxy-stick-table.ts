import * as z from "zod"
import { NS_PER_MS, NS_PER_S } from "../../engine/index.ts"
import { ALLOW, defineLimiter, type LimitContext, REJECT } from "../kit/limiting/limiter.ts"
import { limitCount, windowLength } from "./parameters.ts"

interface Params {
  readonly limit: number
  readonly period: number
}

/** Requests of the period before this one, and of this one since `startMs`; -1 for a key that has not come yet. */
type State = { startMs: number; previous: number; current: number }

interface Tables {
  readonly periodMs: number
}

/**
 * Counts every request, also those it denies, in periods that begin with a key's first request, and denies while the
 * rate over the latest period, the one before weighed by what is left of this, is above the limit. Whoever goes on
 * asking too fast stays denied. Whole ms, and the rate is cut to a whole number.
 */
export const haproxyStickTable = defineLimiter<Params, State, Tables>({
  kind: "haproxy-stick-table",
  title: "HAProxy stick table",
  summary: "Denies while the rate of all requests over the latest period, denied ones too, is above the limit.",
  sources: [
    "HAProxy 2.6, freq_ctr.c and freq_ctr.h: update_freq_ctr_period, read_freq_ctr_period",
    "HAProxy configuration manual: http-request track-sc0 src, http-request deny if { sc_http_req_rate(0) gt 10 }",
  ],
  params: z.strictObject({
    limit: limitCount().describe("Requests in a period that are not denied (gt)"),
    period: windowLength()
      .prefault("10s")
      .describe("Time over which the rate is taken (http_req_rate; default chosen)"),
  }),
  presets: {},
  tables: ({ period }) => ({ periodMs: Math.floor(period / NS_PER_MS) }),
  state: () => ({ startMs: -1, previous: 0, current: 0 }),
  decide: (context) => {
    turn(context)
    const { state, params, tables, cost } = context
    state.current += cost
    return hasRoom(state.previous, params.limit - state.current, leftMs(context), tables.periodMs) ? ALLOW : REJECT
  },
  absorb: (context) => {
    turn(context)
    context.state.current += context.cost
  },
  idle: ({ state, tables, now }) => state.startMs < 0 || wholeMs(now) - state.startMs >= 2 * tables.periodMs,
  retryAfterNs: (context) => {
    turn(context)
    const { state, params, tables, now, cost } = context
    const { periodMs } = tables
    if (cost > params.limit) return Number.POSITIVE_INFINITY
    const elapsed = periodMs - leftMs(context)
    let opens = opensMs(state.previous, params.limit - state.current - cost, periodMs)
    // Then this period is the one before, and nobody has come in the next.
    if (opens >= periodMs) opens = periodMs + opensMs(state.current, params.limit - cost, periodMs)
    return opens <= elapsed ? 0 : (state.startMs + opens) * NS_PER_MS - now
  },
  perSecondMax: ({ limit, period }) => (limit / period) * NS_PER_S,
})

function wholeMs(ns: number): number {
  return Math.floor(ns / NS_PER_MS)
}

function leftMs({ state, tables, now }: LimitContext<Params, State, Tables>): number {
  return state.startMs + tables.periodMs - wholeMs(now)
}

function turn({ state, tables, now }: LimitContext<Params, State, Tables>): void {
  const nowMs = wholeMs(now)
  const { periodMs } = tables
  if (state.startMs >= 0 && nowMs - state.startMs < periodMs) return
  const isNext = state.startMs >= 0 && nowMs - state.startMs < 2 * periodMs
  state.previous = isNext ? state.current : 0
  state.startMs = isNext ? state.startMs + periodMs : nowMs
  state.current = 0
}

/** Whether the whole part of previous * left / period is at most `room`. */
function hasRoom(previous: number, room: number, left: number, periodMs: number): boolean {
  return previous * left < (room + 1) * periodMs
}

/** Ms from the start of a period from which on there is room in it; the period's length where there is none. */
function opensMs(previous: number, room: number, periodMs: number): number {
  if (room < 0) return periodMs
  if (previous === 0) return 0
  // The quotient is rounded, so what follows it is tried.
  let elapsed = Math.max(0, Math.floor(periodMs * (1 - (room + 1) / previous)))
  while (elapsed < periodMs && !hasRoom(previous, room, periodMs - elapsed, periodMs)) elapsed++
  return elapsed
}
