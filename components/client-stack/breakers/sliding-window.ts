import * as z from "zod"
import { NS_PER_S } from "../../../engine/index.ts"
import { count, duration, share } from "../../kit/schema.ts"
import type { PolicyContext } from "../leaf.ts"
import { FAILED, IGNORED } from "../results.ts"
import type { Slices } from "../windows/slices.ts"
import {
  type CallRing,
  clearRing,
  clearSeconds,
  createRing,
  createSeconds,
  FAILURE,
  readSeconds,
  recordInRing,
  recordInSeconds,
  SLOW,
} from "./call-window.ts"
import { defineBreaker, STATES } from "./contract.ts"

const CLOSED = 0
const OPEN = 1
const HALF_OPEN = 2

const params = z.strictObject({
  calls: count().min(1).max(100_000).default(100).describe("Latest calls that are judged"),
  time: duration({ min: "1s", max: "1h" }).optional().describe("Judges the calls of so many seconds instead"),
  callsMin: count().min(1).default(100).describe("Judges nothing before so many calls"),
  failureShare: share({ min: "0.01%" }).prefault("50%").describe("Opens from this share of failures on"),
  slowAfter: duration({ min: "1ns" }).prefault("60s").describe("A call that takes longer is slow"),
  slowShare: share({ min: "0.01%" }).prefault("100%").describe("Opens from this share of slow calls on"),
  openFor: duration({ min: "1ns" }).prefault("60s").describe("Tries nothing for so long"),
  halfOpenCalls: count().min(1).max(100_000).default(10).describe("Calls that are let through to see"),
  halfOpenFor: duration({ min: "1ns" }).optional().describe("Opens again if they take longer than this (none: waits)"),
})

type Params = z.output<typeof params>

type State = {
  mode: number
  /** Start of the present mode. */
  sinceNs: number
  /** Calls that may still be tried while half open. */
  permits: number
  readonly ring: CallRing
  readonly seconds: Slices | null
}

/**
 * Opens when too many of the latest calls failed or were slow. A call that ends counts in the mode it ends in, whenever
 * it began. With few calls a count window looks far back; a time window forgets.
 */
export const slidingWindow = defineBreaker<Params, State>({
  kind: "sliding-window",
  title: "Sliding window",
  summary: "Opens on the share of failed or slow calls among the latest ones.",
  sources: [
    "resilience4j 2.2, CircuitBreakerConfig (defaults), CircuitBreakerStateMachine, CircuitBreakerMetrics",
    "resilience4j 2.2, SlidingTimeWindowMetrics: slices of one second",
  ],
  params,
  presets: { resilience4j: {}, "resilience4j-time-based": { time: "100s" } },
  state: ({ calls, time, halfOpenCalls }) => ({
    mode: CLOSED,
    sinceNs: 0,
    permits: 0,
    ring: initialRing(calls, halfOpenCalls),
    seconds: time === undefined ? null : createSeconds(Math.floor(time / NS_PER_S)),
  }),
  admit: (context) => {
    const { state, params, now } = context
    giveUpHalfOpen(context)
    if (state.mode === CLOSED) return true
    if (state.mode === OPEN) {
      if (now <= state.sinceNs + params.openFor) return false
      enter(context, HALF_OPEN, now)
      state.permits = params.halfOpenCalls
    }
    if (state.permits === 0) return false
    state.permits--
    return true
  },
  facts: ({ state, params, now }) => [
    ["state", STATES[state.mode] ?? ""],
    ["calls judged", state.ring.calls],
    ["of these failed", state.ring.failed],
    ["of these slow", state.ring.slow],
    ["open for (ms)", state.mode === OPEN ? Math.max(0, state.sinceNs + params.openFor - now) / 1e6 : 0],
    ["calls to see", state.mode === HALF_OPEN ? state.permits : 0],
  ],
  settled: (context, _retry, result, latencyNs) => {
    const { state, params, now } = context
    giveUpHalfOpen(context)
    if (state.mode === OPEN) return
    if (result === IGNORED) {
      if (state.mode === HALF_OPEN) state.permits++
      return
    }
    const marks = (result === FAILED ? FAILURE : 0) | (latencyNs > params.slowAfter ? SLOW : 0)
    record(state, now, marks)
    judge(context)
  },
})

function initialRing(calls: number, halfOpenCalls: number): CallRing {
  const ring = createRing(Math.max(calls, halfOpenCalls))
  ring.size = calls
  return ring
}

function record({ mode, ring, seconds }: State, now: number, marks: number): void {
  if (seconds === null || mode === HALF_OPEN) recordInRing(ring, marks)
  else {
    recordInSeconds(seconds, Math.floor(now / NS_PER_S), marks)
    readSeconds(seconds, ring)
  }
}

function judge(context: PolicyContext<Params, State>): void {
  const { state, params, now } = context
  const { calls, failed, slow } = state.ring
  const halfOpen = state.mode === HALF_OPEN
  const countMin = state.seconds === null ? Math.min(params.callsMin, params.calls) : params.callsMin
  if (calls < (halfOpen ? params.halfOpenCalls : countMin)) return
  if (failed >= params.failureShare * calls || slow >= params.slowShare * calls) enter(context, OPEN, now)
  else if (halfOpen) enter(context, CLOSED, now)
}

/** Each mode starts with nothing recorded. */
function enter({ state, params }: PolicyContext<Params, State>, mode: number, sinceNs: number): void {
  state.mode = mode
  state.sinceNs = sinceNs
  clearRing(state.ring, mode === HALF_OPEN ? params.halfOpenCalls : params.calls)
  if (state.seconds !== null) clearSeconds(state.seconds)
}

function giveUpHalfOpen(context: PolicyContext<Params, State>): void {
  const { state, params, now } = context
  if (state.mode !== HALF_OPEN || params.halfOpenFor === undefined) return
  const endNs = state.sinceNs + params.halfOpenFor
  if (now >= endNs) enter(context, OPEN, endNs)
}
