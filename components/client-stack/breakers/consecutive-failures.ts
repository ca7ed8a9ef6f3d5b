import * as z from "zod"
import { uniform01 } from "../../../engine/index.ts"
import { ascending } from "../../kit/ascending.ts"
import { count, duration, share } from "../../kit/schema.ts"
import type { PolicyContext } from "../leaf.ts"
import { FAILED, IGNORED } from "../results.ts"
import { defineBreaker, STATES } from "./contract.ts"

const CLOSED = 0
const OPEN = 1
const HALF_OPEN = 2

const params = z
  .strictObject({
    failures: count().min(1).default(7).describe("Failures in a row that open it"),
    openMin: duration({ min: "1ns" })
      .prefault("1s")
      .describe("Tries nothing for so long; twice as long each further time"),
    openMax: duration({ min: "1ns" }).prefault("60s").describe("But never longer than this"),
    jitter: share().prefault("50%").describe("Up to so much longer, by chance"),
  })
  .superRefine(ascending("openMin", "openMax"))

type Params = z.output<typeof params>

type State = { mode: number; failures: number; openings: number; untilNs: number }

/**
 * Opens after so many failures in a row, whenever they were; one probe call then decides. Blind to a callee that fails
 * often but not always: at 30 % failures seven in a row take 6 500 calls.
 */
export const consecutiveFailures = defineBreaker<Params, State>({
  kind: "consecutive-failures",
  title: "Consecutive failures",
  summary: "Opens after failures in a row; one probe decides, and each failed probe doubles the wait.",
  sources: [
    "Linkerd 2, Circuit Breaking: failure-accrual consecutive, 7 failures, 1 s to 60 s, jitter ratio 0.5",
    "linkerd2-proxy, exp-backoff: base + base * jitter * U(0,1), at most the maximum",
  ],
  params,
  presets: { linkerd: {} },
  state: () => ({ mode: CLOSED, failures: 0, openings: 0, untilNs: 0 }),
  admit: ({ state, now }) => {
    if (state.mode === CLOSED) return true
    if (state.mode === HALF_OPEN || now < state.untilNs) return false
    state.mode = HALF_OPEN
    return true
  },
  facts: ({ state, now }) => [
    ["state", STATES[state.mode] ?? ""],
    ["failures in a row", state.failures],
    ["times open in a row", state.openings],
    ["open for (ms)", state.mode === OPEN ? Math.max(0, state.untilNs - now) / 1e6 : 0],
  ],
  settled: (context, _retry, result) => {
    const { state, params } = context
    // Answers to calls from before it opened change nothing.
    if (state.mode === OPEN) return
    if (result === IGNORED) {
      if (state.mode === HALF_OPEN) state.mode = OPEN
    } else if (result !== FAILED) {
      state.mode = CLOSED
      state.failures = 0
      state.openings = 0
    } else if (state.mode === HALF_OPEN || ++state.failures >= params.failures) open(context)
  },
})

function open({ state, params, random, now }: PolicyContext<Params, State>): void {
  random.step()
  let waitNs = params.openMin
  for (let doubled = 0; doubled < state.openings && waitNs < params.openMax; doubled++) waitNs *= 2
  waitNs *= 1 + params.jitter * uniform01(random.a, random.b)
  state.mode = OPEN
  state.failures = 0
  state.openings++
  state.untilNs = now + Math.floor(Math.min(waitNs, params.openMax))
}
