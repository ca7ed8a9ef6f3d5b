import * as z from "zod"
import { count, duration, share } from "../../kit/schema.ts"
import type { PolicyContext } from "../leaf.ts"
import { FAILED, IGNORED, SUCCEEDED } from "../results.ts"
import { bucketsOf, inBuckets } from "../windows/buckets.ts"
import { addToSlices, clearSlices, createSlices, type Slices, totalOf, turnSlices } from "../windows/slices.ts"
import { defineBreaker, STATES } from "./contract.ts"

const CLOSED = 0
const OPEN = 1
const HALF_OPEN = 2

const CALLS = 0
const FAILURES = 1

const params = z
  .strictObject({
    callsMin: count().min(1).default(20).describe("Judges nothing below so many calls in the window"),
    failureShare: share({ min: "0.01%" }).prefault("50%").describe("Opens from this share of failures on"),
    window: duration({ min: "1ms" }).prefault("10s").describe("Looks back so far, in whole buckets"),
    bucket: duration({ min: "1ms" }).prefault("1s").describe("Calls of the window are forgotten so much at a time"),
    snapshot: duration({ min: "1ms" }).prefault("500ms").describe("Time between two looks at the window"),
    sleep: duration({ min: "1ns" }).prefault("5s").describe("Tries nothing for so long, then one call"),
  })
  .superRefine(inBuckets)

type Params = z.output<typeof params>

type State = {
  mode: number
  openedNs: number
  /** Number of the latest look at the window. */
  looked: number
  readonly buckets: Slices
}

/**
 * Looks at the calls of the latest buckets twice a second and opens when too many failed; a single trial call then
 * decides. Between two looks it lets everything through, so a burst of failures is not noticed at once.
 */
export const rollingBuckets = defineBreaker<Params, State>({
  kind: "rolling-buckets",
  title: "Rolling buckets",
  summary: "Opens on the share of failures in the latest seconds, seen at intervals; one trial call closes it.",
  sources: [
    "Hystrix, Configuration (defaults); HystrixCircuitBreaker",
    "Hystrix 1.5, HealthCountsStream: buckets as long as the snapshot interval",
  ],
  params,
  presets: { "hystrix-1.4": {}, "hystrix-1.5": { bucket: "500ms" } },
  state: (lengths) => ({
    mode: CLOSED,
    openedNs: 0,
    looked: 0,
    buckets: createSlices(bucketsOf(lengths), 2),
  }),
  admit: (context) => {
    const { state, params, now } = context
    lookUntil(context)
    if (state.mode === CLOSED) return true
    if (state.mode === HALF_OPEN || now <= state.openedNs + params.sleep) return false
    state.mode = HALF_OPEN
    return true
  },
  facts: ({ state, params, now }) => [
    ["state", STATES[state.mode] ?? ""],
    ["calls in the window", totalOf(state.buckets, CALLS)],
    ["of these failed", totalOf(state.buckets, FAILURES)],
    ["open for (ms)", state.mode === OPEN ? Math.max(0, state.openedNs + params.sleep - now) / 1e6 : 0],
  ],
  settled: (context, _retry, result) => {
    const { state, params, now } = context
    lookUntil(context)
    if (state.mode === HALF_OPEN) {
      if (result === SUCCEEDED) close(state)
      else {
        // A trial without a result counts as failed, or nothing would ever be tried again.
        state.mode = OPEN
        state.openedNs = now
      }
    }
    if (result === IGNORED) return
    turnSlices(state.buckets, Math.floor(now / params.bucket))
    addToSlices(state.buckets, CALLS, 1)
    if (result === FAILED) addToSlices(state.buckets, FAILURES, 1)
  },
})

/** Does what the looks since the latest one would have done, each at its own time. */
function lookUntil({ state, params, now }: PolicyContext<Params, State>): void {
  const { buckets } = state
  const last = Math.floor(now / params.snapshot)
  while (state.looked < last && totalOf(buckets, CALLS) > 0) {
    state.looked++
    const atNs = state.looked * params.snapshot
    turnSlices(buckets, Math.floor((atNs - 1) / params.bucket))
    const calls = totalOf(buckets, CALLS)
    if (state.mode !== CLOSED || calls < params.callsMin) continue
    if (totalOf(buckets, FAILURES) < params.failureShare * calls) continue
    state.mode = OPEN
    state.openedNs = atNs
  }
  state.looked = last
}

function close(state: State): void {
  state.mode = CLOSED
  clearSlices(state.buckets)
}
