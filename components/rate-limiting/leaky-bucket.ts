import * as z from "zod"
import { ALLOW, defineLimiter, type LimitContext, REJECT } from "../kit/limiting/limiter.ts"
import { count } from "../kit/schema.ts"
import { limitRate } from "./parameters.ts"
import { type TokenRate, tokenRate } from "./token-rate.ts"

interface Params {
  readonly rate: number
  readonly queueMax: number
}

/** When the next request may leave: whole ns, and parts of one. */
type State = { nextNs: number; nextParts: number }

interface Tables {
  readonly rate: TokenRate
  /** The longest wait: that of the last place in the queue. */
  readonly waitMaxNs: number
  readonly waitMaxParts: number
}

/**
 * The leaky bucket as a queue: what comes too early waits, so requests leave evenly spaced and never in a burst; what
 * finds the queue full is refused. It smooths the load behind it at the price of latency before it.
 */
export const leakyBucket = defineLimiter<Params, State, Tables>({
  kind: "leaky-bucket",
  title: "Leaky bucket (queue)",
  summary: "Requests leave evenly spaced; those that come too early wait, up to so many.",
  sources: ["A. Tanenbaum, Computer Networks, §5.3.3: the leaky bucket, a finite queue with a constant outflow"],
  params: z.strictObject({
    rate: limitRate().describe("Requests that leave"),
    queueMax: count().max(1_000_000).describe("Requests that may wait"),
  }),
  presets: {},
  tables: ({ rate, queueMax }) => {
    const each = tokenRate(rate)
    const carried = Math.floor((queueMax * each.parts) / each.perPart)
    const waitMaxParts = queueMax * each.parts - carried * each.perPart
    return { rate: each, waitMaxNs: queueMax * each.wholeNs + carried, waitMaxParts }
  },
  state: ({ now }) => ({ nextNs: now, nextParts: 0 }),
  decide: (context) => {
    catchUp(context)
    const { state, tables, now, cost } = context
    if (retryNs(context) > 0) return REJECT
    // A part of a nanosecond is waited for as a whole one.
    const waitNs = state.nextNs + (state.nextParts > 0 ? 1 : 0) - now
    const sum = state.nextParts + cost * tables.rate.parts
    const carried = Math.floor(sum / tables.rate.perPart)
    state.nextNs += cost * tables.rate.wholeNs + carried
    state.nextParts = sum - carried * tables.rate.perPart
    return waitNs > 0 ? waitNs : ALLOW
  },
  holdsBack: ({ queueMax }) => queueMax > 0,
  idle: ({ state, now }) => state.nextNs < now || (state.nextNs === now && state.nextParts === 0),
  retryAfterNs: (context) => {
    catchUp(context)
    return retryNs(context)
  },
  perSecondMax: ({ rate }) => rate,
})

function catchUp({ state, now }: LimitContext<Params, State, Tables>): void {
  if (state.nextNs >= now) return
  state.nextNs = now
  state.nextParts = 0
}

/** How much too long the wait for the next place is; a request of more than one takes as many, and waits for the first. */
function retryNs({ state, tables, now }: LimitContext<Params, State, Tables>): number {
  const tooLateNs = state.nextNs - now - tables.waitMaxNs
  return Math.max(0, tooLateNs + (state.nextParts > tables.waitMaxParts ? 1 : 0))
}
