import * as z from "zod"
import { uniform01 } from "../../../engine/index.ts"
import { ascending } from "../../kit/ascending.ts"
import { count, duration, share } from "../../kit/schema.ts"
import type { PolicyContext } from "../leaf.ts"
import { IGNORED } from "../results.ts"
import { addLatency, clearLatencies, createLatencies, type Latencies, quantileNs } from "../windows/latencies.ts"
import { defineLimiter, WITHOUT_LINE } from "./contract.ts"
import { gradientLimit } from "./formulas.ts"

/** Updates in a row at the smallest limit after which the smallest latency is measured anew. */
const AT_MIN_MAX = 5

const params = z
  .strictObject({
    limitMin: count().min(1).default(3).describe("Calls at a time at the start and while measuring, and never fewer"),
    limitMax: count().min(1).default(1000).describe("Never more"),
    update: duration({ min: "1ms" }).prefault("100ms").describe("Time between two updates of the limit"),
    percentile: share({ min: "1%" })
      .prefault("50%")
      .describe("Share of an update's calls that keep the latency it goes by"),
    measureEvery: duration({ min: "1ms" }).prefault("60s").describe("Time between two measurements without load"),
    measureJitter: share().prefault("15%").describe("Up to so much longer, by chance"),
    measureCalls: count().min(1).default(50).describe("Calls of a measurement"),
    buffer: share().prefault("25%").describe("Latencies so much above the measured one change nothing"),
  })
  .superRefine(ascending("limitMin", "limitMax"))

type Params = z.output<typeof params>

type State = {
  limit: number
  /** Limit to go back to after the measurement under way; 0: there is none. */
  deferred: number
  latencyMinNs: number
  /** Updates in a row that left the limit at its smallest. */
  atMin: number
  updateDueNs: number
  measureDueNs: number
  /** Start of the latest measurement: calls from before it do not count. */
  sinceNs: number
  readonly latencies: Latencies
}

type Context = PolicyContext<Params, State>

const limit = (context: Context) => {
  advance(context)
  return context.state.limit
}

/**
 * Measures the latency of a few calls at a time now and then, and scales the limit by how the median compares with it.
 * While it measures, almost everything is turned away.
 */
export const gradient = defineLimiter<Params, State>({
  kind: "gradient",
  title: "Gradient controller",
  summary: "Scales the limit ten times a second by the measured smallest latency over the present median.",
  sources: [
    "Envoy, adaptive_concurrency gradient_controller.cc; defaults of GradientControllerConfig",
    "Envoy docs, adaptive concurrency: update interval 0.1 s and minRTT interval 60 s in its example",
  ],
  params,
  presets: { envoy: {} },
  role: "limit",
  state: ({ limitMin }) => ({
    limit: limitMin,
    deferred: limitMin,
    latencyMinNs: 0,
    atMin: 0,
    updateDueNs: 0,
    measureDueNs: 0,
    sinceNs: 0,
    latencies: createLatencies(),
  }),
  limit,
  limitWhenFull: limit,
  ...WITHOUT_LINE,
  sampled: (context, _inFlight, latencyNs, result) => {
    advance(context)
    const { state, params, now } = context
    if (result === IGNORED || now - latencyNs < state.sinceNs) return
    addLatency(state.latencies, latencyNs)
    if (state.deferred > 0 && state.latencies.count >= params.measureCalls) endMeasurement(context)
  },
})

function endMeasurement({ state, params, random, now }: Context): void {
  random.step()
  state.latencyMinNs = quantileNs([state.latencies], params.percentile)
  clearLatencies(state.latencies)
  state.limit = state.deferred
  state.deferred = 0
  state.atMin = 0
  const jitter = params.measureJitter * uniform01(random.a, random.b)
  state.measureDueNs = now + Math.floor(params.measureEvery * (1 + jitter))
  state.updateDueNs = now + params.update
}

/** Does what was due until now; at one instant an update goes before a measurement. */
function advance(context: Context): void {
  const { state, params, now } = context
  while (state.deferred === 0 && now >= Math.min(state.updateDueNs, state.measureDueNs)) {
    if (state.measureDueNs < state.updateDueNs) beginMeasurement(state, params)
    else if (state.latencies.count > 0) update(state, params)
    else {
      const untilNs = Math.min(now, state.measureDueNs)
      state.updateDueNs += (Math.floor((untilNs - state.updateDueNs) / params.update) + 1) * params.update
    }
  }
}

function update(state: State, params: Params): void {
  const latencyNs = quantileNs([state.latencies], params.percentile)
  clearLatencies(state.latencies)
  const next = gradientLimit(state.limit, state.latencyMinNs, latencyNs, params)
  state.atMin = state.limit === params.limitMin && next === params.limitMin ? state.atMin + 1 : 0
  state.limit = next
  if (state.atMin >= AT_MIN_MAX) state.measureDueNs = state.updateDueNs
  state.updateDueNs += params.update
}

function beginMeasurement(state: State, { limitMin }: Params): void {
  state.deferred = state.limit
  state.limit = limitMin
  state.atMin = 0
  state.sinceNs = state.measureDueNs
  clearLatencies(state.latencies)
}
