import * as z from "zod"
import { count, duration } from "../../kit/schema.ts"
import type { PolicyContext } from "../leaf.ts"
import { FAILED, SUCCEEDED } from "../results.ts"
import { defineOutlier } from "./contract.ts"

const params = z.strictObject({
  failures: count().default(1).describe("Failures after which a backend is left alone; 0: never"),
  failTimeout: duration({ min: "1ns" })
    .prefault("10s")
    .describe("Left alone for so long, then tried once each such time; failures this far apart start anew"),
})

type Params = z.output<typeof params>

type State = {
  /** By backend. */
  readonly failures: Int32Array
  /** When it was last tried anew or failed; -1: never. */
  readonly checkedNs: Float64Array
  /** When it last failed; -1: never. */
  readonly failedNs: Float64Array
}

/**
 * Leaves a backend alone for a while after so many failures, then lets one call see. A single backend is always used.
 * With the default of one failure, any hiccup takes a backend out for ten seconds.
 */
export const maxFails = defineOutlier<Params, State>({
  kind: "max-fails",
  title: "Max fails",
  summary: "Out after so many failures within a time, then one call each such time until one succeeds.",
  sources: ["nginx 1.31, ngx_http_upstream_round_robin.c: max_fails 1, fail_timeout 10 s; fails, accessed, checked"],
  params,
  presets: { nginx: {} },
  state: (_params, backends) => ({
    failures: new Int32Array(backends),
    checkedNs: new Float64Array(backends).fill(-1),
    failedNs: new Float64Array(backends).fill(-1),
  }),
  sent: (context, backend) => {
    const { state, params, now } = context
    const checkedNs = state.checkedNs[backend] ?? 0
    if (checkedNs < 0 || now - checkedNs > params.failTimeout) state.checkedNs[backend] = now
  },
  settled: ({ state, params, now }, backend, result) => {
    if (result === FAILED) {
      state.failures[backend] = (state.failures[backend] ?? 0) + 1
      state.failedNs[backend] = now
      state.checkedNs[backend] = now
    } else if (result === SUCCEEDED && params.failures > 0) {
      if ((state.failedNs[backend] ?? 0) < (state.checkedNs[backend] ?? 0)) state.failures[backend] = 0
    }
  },
  advance: () => {},
  nextChangeNs: (context) => {
    let next = Number.POSITIVE_INFINITY
    for (let backend = 0; backend < context.state.failures.length; backend++)
      if (isOut(context, backend)) next = Math.min(next, backAtNs(context, backend))
    return next
  },
  isOut,
})

function isOut(context: PolicyContext<Params, State>, backend: number): boolean {
  const { state, params, now } = context
  if (params.failures === 0 || state.failures.length === 1) return false
  return (state.failures[backend] ?? 0) >= params.failures && now < backAtNs(context, backend)
}

/** The first ns that is more than `failTimeout` after the latest look. */
function backAtNs({ state, params }: PolicyContext<Params, State>, backend: number): number {
  return (state.checkedNs[backend] ?? 0) + params.failTimeout + 1
}
