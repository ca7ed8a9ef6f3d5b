import * as z from "zod"
import { uniform01 } from "../../../engine/index.ts"
import { ascending } from "../../kit/ascending.ts"
import { count, duration, share } from "../../kit/schema.ts"
import type { PolicyContext } from "../leaf.ts"
import { FAILED, IGNORED } from "../results.ts"
import { defineOutlier } from "./contract.ts"

const IN = 0
const OUT = 1
/** Back for one call. */
const PROBING = 2
/** That call is on its way. */
const PROBED = 3

const params = z
  .strictObject({
    failures: count().min(1).default(5).describe("Failures in a row after which a backend is out"),
    outMin: duration({ min: "1ns" }).prefault("5s").describe("For so long; twice as long after each failed probe"),
    outMax: duration({ min: "1ns" }).prefault("300s").describe("But never longer than this"),
    shorter: share().prefault("50%").describe("Up to so much shorter, by chance (Finagle: equal jitter)"),
    longer: share().prefault("0%").describe("Up to so much longer, by chance (Linkerd: 50%)"),
  })
  .superRefine(ascending("outMin", "outMax"))

type Params = z.output<typeof params>

type State = {
  /** All by backend. */
  readonly modes: Uint8Array
  readonly failures: Int32Array
  readonly outages: Int32Array
  readonly untilNs: Float64Array
}

/**
 * Takes a backend out after failures in a row and brings it back by a single probe. Nothing bounds how many are out, so
 * a fault that they share can leave none.
 */
export const failureAccrual = defineOutlier<Params, State>({
  kind: "failure-accrual",
  title: "Failure accrual",
  summary: "Out after failures in a row; one probe brings it back, a failed one doubles the wait.",
  sources: [
    "Finagle, FailureAccrualFactory and FailureAccrualPolicy: 5 consecutive failures, equal jittered 5 s to 300 s",
    "Linkerd 2, Circuit Breaking: 7 failures, 1 s to 60 s",
  ],
  params,
  presets: { finagle: {}, linkerd: { failures: 7, outMin: "1s", outMax: "60s", shorter: "0%", longer: "50%" } },
  state: (_params, backends) => ({
    modes: new Uint8Array(backends),
    failures: new Int32Array(backends),
    outages: new Int32Array(backends),
    untilNs: new Float64Array(backends),
  }),
  sent: ({ state }, backend) => {
    if (state.modes[backend] === PROBING) state.modes[backend] = PROBED
  },
  settled: (context, backend, result) => {
    const { state, params } = context
    const mode = state.modes[backend]
    if (mode === OUT) return
    if (result === IGNORED) {
      if (mode === PROBED) state.modes[backend] = PROBING
    } else if (result !== FAILED) {
      state.modes[backend] = IN
      state.failures[backend] = 0
      state.outages[backend] = 0
    } else {
      const failures = (state.failures[backend] ?? 0) + 1
      state.failures[backend] = failures
      if (mode !== IN || failures >= params.failures) takeOut(context, backend)
    }
  },
  advance: ({ state, now }) => {
    for (let backend = 0; backend < state.modes.length; backend++)
      if (state.modes[backend] === OUT && now >= (state.untilNs[backend] ?? 0)) state.modes[backend] = PROBING
  },
  nextChangeNs: ({ state }) => {
    let next = Number.POSITIVE_INFINITY
    for (let backend = 0; backend < state.modes.length; backend++)
      if (state.modes[backend] === OUT) next = Math.min(next, state.untilNs[backend] ?? 0)
    return next
  },
  isOut: ({ state }, backend) => state.modes[backend] === OUT || state.modes[backend] === PROBED,
})

function takeOut({ state, params, random, now }: PolicyContext<Params, State>, backend: number): void {
  random.step()
  const outages = state.outages[backend] ?? 0
  let waitNs = params.outMin
  for (let doubled = 0; doubled < outages && waitNs < params.outMax; doubled++) waitNs *= 2
  const { shorter, longer } = params
  waitNs = Math.min(waitNs, params.outMax) * (1 - shorter + (shorter + longer) * uniform01(random.a, random.b))
  state.modes[backend] = OUT
  state.failures[backend] = 0
  state.outages[backend] = outages + 1
  state.untilNs[backend] = now + Math.floor(Math.min(waitNs, params.outMax))
}
