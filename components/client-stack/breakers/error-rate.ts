import * as z from "zod"
import { count, duration, share } from "../../kit/schema.ts"
import type { PolicyContext } from "../leaf.ts"
import { FAILED, SUCCEEDED } from "../results.ts"
import { bucketsOf, inBuckets } from "../windows/buckets.ts"
import { addToSlices, createSlices, type Slices, totalOf, turnSlices } from "../windows/slices.ts"
import { defineBreaker, STATES } from "./contract.ts"

const CLOSED = 0
const OPEN = 1
const HALF_OPEN = 2

const CALLS = 0
const FAILURES = 1

/** A share is stated to a hundredth of a percent: whole parts compare exactly. */
const PARTS = 10_000

const params = z
  .strictObject({
    callsMin: count().min(0).default(0).describe("Judges nothing below so many calls in the window"),
    failureShare: share({ min: "0.01%", max: "99.99%" }).prefault("50%").describe("Opens above this share of failures"),
    window: duration({ min: "1ms" }).prefault("10s").describe("Looks back so far, in whole buckets"),
    bucket: duration({ min: "1ms" }).prefault("1s").describe("Calls of the window are forgotten so much at a time"),
    openFor: duration({ min: "1ns" }).prefault("30s").describe("Tries nothing for so long, then one call"),
  })
  .superRefine(inBuckets)

type Params = z.output<typeof params>

type State = {
  mode: number
  untilNs: number
  /** Half open, and the one trial call has not been made. */
  trialLeft: boolean
  readonly buckets: Slices
}

/**
 * Judges at each failure whether more than the stated share of the latest calls failed; exactly that share is not
 * enough. Calls that it turns away count as calls that did not fail, and closing forgets nothing, so it may open again
 * at the next failure.
 */
export const errorRate = defineBreaker<Params, State>({
  kind: "error-rate",
  title: "Error rate",
  summary: "Opens at a failure when more than a share of the latest calls failed; one trial call decides.",
  sources: [
    "opossum 8, lib/circuit.js (fail, open, fire: strictly above, at failures) and lib/status.js (ten buckets)",
  ],
  params,
  presets: { opossum: {} },
  state: (lengths) => ({
    mode: CLOSED,
    untilNs: 0,
    trialLeft: false,
    buckets: createSlices(bucketsOf(lengths), 2),
  }),
  admit: (context) => {
    const { state } = context
    turn(context)
    addToSlices(state.buckets, CALLS, 1)
    if (state.mode === CLOSED) return true
    const goes = state.trialLeft
    state.trialLeft = false
    return goes
  },
  facts: ({ state, now }) => [
    ["state", STATES[state.mode] ?? ""],
    ["calls in the window", totalOf(state.buckets, CALLS)],
    ["of these failed", totalOf(state.buckets, FAILURES)],
    ["open for (ms)", state.mode === OPEN ? Math.max(0, state.untilNs - now) / 1e6 : 0],
  ],
  settled: (context, _retry, result) => {
    const { state } = context
    turn(context)
    if (state.mode === HALF_OPEN) {
      // A trial without a result counts as failed, or nothing would ever be tried again.
      if (result === SUCCEEDED) state.mode = CLOSED
      else open(context)
    }
    if (result !== FAILED) return
    addToSlices(state.buckets, FAILURES, 1)
    if (state.mode === CLOSED && isTooMuch(context)) open(context)
  },
})

function isTooMuch({ state, params }: PolicyContext<Params, State>): boolean {
  const calls = totalOf(state.buckets, CALLS)
  if (calls < params.callsMin) return false
  return totalOf(state.buckets, FAILURES) * PARTS > Math.round(params.failureShare * PARTS) * calls
}

function open({ state, params, now }: PolicyContext<Params, State>): void {
  state.mode = OPEN
  state.untilNs = now + params.openFor
  state.trialLeft = false
}

/** Does what time does. */
function turn({ state, params, now }: PolicyContext<Params, State>): void {
  turnSlices(state.buckets, Math.floor(now / params.bucket))
  if (state.mode !== OPEN || now < state.untilNs) return
  state.mode = HALF_OPEN
  state.trialLeft = true
}
