import * as z from "zod"
import { NS_PER_S } from "../../../engine/index.ts"
import { count, duration, ratio, share } from "../../kit/schema.ts"
import type { PolicyContext } from "../leaf.ts"
import { FAILED, IGNORED } from "../results.ts"
import { defineOutlier } from "./contract.ts"

const params = z.strictObject({
  failures: count().default(5).describe("Failures in a row that eject a backend; 0: none do"),
  interval: duration({ min: "1ms" }).prefault("10s").describe("Time between two sweeps, which bring backends back"),
  ejectionMin: duration({ min: "1ns" }).prefault("30s").describe("First time out; each further one is so much longer"),
  ejectionMax: duration({ min: "1ns" })
    .optional()
    .describe("Longest time out; absent: 300s, or the first time where that is longer (max_ejection_time)"),
  ejectedShareMax: share().prefault("10%").describe("No ejection that would leave more than this share out"),
  alwaysEjectsOne: z.boolean().default(false).describe("One backend may be out whatever the share says"),
  successRate: z.boolean().default(true).describe("Sweeps also eject backends whose share of successes is low"),
  successRateBackends: count().min(1).default(5).describe("Fewer backends with enough calls are not compared"),
  successRateCalls: count().min(1).default(100).describe("Calls in an interval that are enough"),
  successRateDeviations: ratio().default(1.9).describe("Standard deviations below the mean that eject"),
})

type Params = z.output<typeof params>

type State = {
  nextSweepNs: number
  ejected: number
  /** All by backend. */
  readonly failures: Int32Array
  readonly out: Uint8Array
  readonly ejectedNs: Float64Array
  /** How many times the first time out lasts now. */
  readonly multiplier: Int32Array
  /** In the present interval. */
  readonly calls: Float64Array
  readonly successes: Float64Array
}

type Context = PolicyContext<Params, State>

/**
 * Ejects backends that fail several times in a row, or succeed less often than the others, for a time that grows with
 * each ejection. At the default share, fewer than ten backends never lose one.
 */
export const outlierDetection = defineOutlier<Params, State>({
  kind: "outlier-detection",
  title: "Outlier detection",
  summary: "Ejects backends by failures in a row and by success rate, a bounded share, for growing times.",
  sources: [
    "Envoy 1.31, cluster.OutlierDetection (defaults) and outlier_detection_impl.cc (gateway failures: 0 % enforced)",
    "Istio 1.2x, cluster_traffic_policy.go: success rate off",
  ],
  params,
  presets: { envoy: {}, "envoy-1.30": { alwaysEjectsOne: true }, istio: { successRate: false } },
  state: ({ interval }, backends) => ({
    nextSweepNs: interval,
    ejected: 0,
    failures: new Int32Array(backends),
    out: new Uint8Array(backends),
    ejectedNs: new Float64Array(backends),
    multiplier: new Int32Array(backends),
    calls: new Float64Array(backends),
    successes: new Float64Array(backends),
  }),
  sent: () => {},
  settled: (context, backend, result) => {
    const { state, params, now } = context
    if (result === IGNORED) return
    state.calls[backend] = (state.calls[backend] ?? 0) + 1
    if (result !== FAILED) {
      state.successes[backend] = (state.successes[backend] ?? 0) + 1
      state.failures[backend] = 0
      return
    }
    const failures = (state.failures[backend] ?? 0) + 1
    state.failures[backend] = failures
    if (failures !== params.failures || isOut(context, backend)) return
    state.failures[backend] = 0
    eject(context, backend, now)
  },
  advance: (context) => {
    const { state, params, now } = context
    while (now >= state.nextSweepNs) {
      const changes = sweep(context, state.nextSweepNs)
      // Where nothing is left to change, the sweeps until now would do nothing either.
      const passed = changes ? 1 : Math.floor((now - state.nextSweepNs) / params.interval) + 1
      state.nextSweepNs += passed * params.interval
    }
  },
  nextChangeNs: ({ state }) => state.nextSweepNs,
  isOut,
})

/** Envoy: max_ejection_time, where none is stated. */
const EJECTION_MAX_NS = 300 * NS_PER_S

function ejectionMaxNs({ ejectionMin, ejectionMax }: Params): number {
  return ejectionMax ?? Math.max(EJECTION_MAX_NS, ejectionMin)
}

function isOut({ state }: Context, backend: number): boolean {
  return state.out[backend] === 1
}

function eject({ state, params }: Context, backend: number, atNs: number): void {
  const backends = state.out.length
  const allowed = 100 * (state.ejected + 1) <= 100 * params.ejectedShareMax * backends
  if (!allowed && !(params.alwaysEjectsOne && state.ejected === 0)) return
  state.ejected++
  state.out[backend] = 1
  state.ejectedNs[backend] = atNs
  const multiplier = state.multiplier[backend] ?? 0
  if (params.ejectionMin * multiplier < ejectionMaxNs(params) + params.ejectionMin)
    state.multiplier[backend] = multiplier + 1
}

/** One sweep. False where a further one would find nothing to do. */
function sweep(context: Context, atNs: number): boolean {
  const { state, params } = context
  let changes = false
  for (let backend = 0; backend < state.out.length; backend++) {
    if (isOut(context, backend)) bringBack(context, backend, atNs)
    else if ((state.multiplier[backend] ?? 0) > 0) state.multiplier[backend] = (state.multiplier[backend] ?? 0) - 1
    if (isOut(context, backend) || (state.multiplier[backend] ?? 0) > 0) changes = true
  }
  if (params.successRate && ejectSlackers(context, atNs)) changes = true
  state.calls.fill(0)
  state.successes.fill(0)
  return changes
}

function bringBack({ state, params }: Context, backend: number, atNs: number): void {
  const outNs = Math.min(params.ejectionMin * (state.multiplier[backend] ?? 0), ejectionMaxNs(params))
  if (atNs - (state.ejectedNs[backend] ?? 0) < outNs) return
  state.ejected--
  state.out[backend] = 0
  state.failures[backend] = 0
}

/** Ejects backends whose share of successes is far below the mean of all with enough calls. True where one is. */
function ejectSlackers(context: Context, atNs: number): boolean {
  const { state, params } = context
  let backends = 0
  let sum = 0
  for (let backend = 0; backend < state.out.length; backend++) {
    if (!isCompared(context, backend)) continue
    backends++
    sum += successRate(state, backend)
  }
  if (backends < params.successRateBackends) return false
  const mean = sum / backends
  let squares = 0
  for (let backend = 0; backend < state.out.length; backend++) {
    const off = successRate(state, backend) - mean
    if (isCompared(context, backend)) squares += off * off
  }
  const least = mean - params.successRateDeviations * Math.sqrt(squares / backends)
  const before = state.ejected
  for (let backend = 0; backend < state.out.length; backend++)
    if (isCompared(context, backend) && successRate(state, backend) < least) eject(context, backend, atNs)
  return state.ejected > before
}

function isCompared(context: Context, backend: number): boolean {
  return !isOut(context, backend) && (context.state.calls[backend] ?? 0) >= context.params.successRateCalls
}

function successRate({ calls, successes }: State, backend: number): number {
  return (successes[backend] ?? 0) / Math.max(1, calls[backend] ?? 0)
}
