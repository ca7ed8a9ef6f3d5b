import * as z from "zod"
import { OK } from "../../engine/index.ts"
import type { Backends } from "../kit/balancing/backends.ts"
import { defineStrategy } from "../kit/balancing/strategy.ts"
import { duration } from "../kit/schema.ts"
import { afterIdling, averageMs, estimatedMs } from "./latency/response-times.ts"
import { smoothTurn } from "./turns/smooth.ts"

interface Params {
  readonly inFlight: boolean
  readonly idlePeriod: number
}

/** Of each backend, times in whole ms as nginx keeps them. */
type State = {
  readonly responseMs: Float64Array
  /** When it was last looked at anew, in whole seconds. */
  readonly checkedSeconds: Float64Array
  /** Calls in flight, the time they had taken together when their number last changed, and when that was. */
  readonly open: Float64Array
  readonly openSumMs: Float64Array
  readonly openSinceMs: Float64Array
  /** Average of the mean time that calls in flight have taken so far. */
  readonly openMs: Float64Array
  /** Estimates of the present choice. */
  readonly estimates: Float64Array
  readonly current: Float64Array
}

const nsOfMs = 1e6
const nsOfSecond = 1e9

/**
 * The backend that should be done first with its open calls and one more, by its average response time. Only answers
 * that succeeded count, so failing fast does not attract; a backend that hangs shows only when its calls end, unless
 * `inFlight` looks at open calls too.
 */
export const leastTime = defineStrategy<Params, State>({
  kind: "least-time",
  title: "Least time",
  summary: "The backend with the least expected time to finish, by its average response time and open calls.",
  sources: [
    "nginx 1.31, ngx_http_upstream_least_time_module.c: integer averages, steps of 20 ms, at most 5000 ms",
    "nginx, ngx_http_upstream_module: fail_timeout 10 s, after which an idle peer's time is halved",
  ],
  params: z.strictObject({
    inFlight: z
      .boolean()
      .default(false)
      .describe("Looks also at how long open calls have taken (nginx, parameter inflight)"),
    idlePeriod: duration({ min: "1s" })
      .prefault("10s")
      .describe("Halves a response time for each such period without a look at it (nginx fail_timeout)"),
  }),
  presets: { nginx: {}, "nginx-inflight": { inFlight: true } },
  followsWeights: () => true,
  state: ({ length }) => ({
    responseMs: new Float64Array(length),
    checkedSeconds: new Float64Array(length),
    open: new Float64Array(length),
    openSumMs: new Float64Array(length),
    openSinceMs: new Float64Array(length),
    openMs: new Float64Array(length),
    estimates: new Float64Array(length),
    current: new Float64Array(length),
  }),
  pick: ({ params, state, now }, backends) => {
    const best = soonest(params, state, backends, now)
    if (best < 0) return -1
    const chosen = smoothTurn(backends, state.current, state.estimates, best)
    const second = Math.floor(now / nsOfSecond)
    if (second - (state.checkedSeconds[chosen] ?? 0) > params.idlePeriod / nsOfSecond)
      state.checkedSeconds[chosen] = second
    if (params.inFlight) open(state, chosen, Math.floor(now / nsOfMs))
    return chosen
  },
  settled: ({ params, state, now, latencyNs, outcome }, _, index) => {
    const latencyMs = Math.floor(latencyNs / nsOfMs)
    if (params.inFlight) close(state, index, Math.floor(now / nsOfMs), latencyMs)
    if (outcome === OK) state.responseMs[index] = averageMs(state.responseMs[index] ?? 0, latencyMs)
  },
})

/** The first backend that is up with the least estimate for its weight; -1 when none is up. */
function soonest(params: Params, state: State, backends: Backends, now: number): number {
  const { estimates } = state
  let best = -1
  for (let index = 0; index < backends.length; index++) {
    if (!backends.isUp(index)) continue
    estimates[index] = estimatedMs(responseOf(params, state, index, now), backends.inFlightOf(index))
    const isLess = (estimates[index] ?? 0) * backends.weightOf(best) < (estimates[best] ?? 0) * backends.weightOf(index)
    if (best < 0 || isLess) best = index
  }
  return best
}

/** Expected ms of one call: a mean of the open calls above the average tells of a backend that has become slow. */
function responseOf({ inFlight, idlePeriod }: Params, state: State, index: number, now: number): number {
  const idle = Math.floor(now / nsOfSecond) - (state.checkedSeconds[index] ?? 0)
  const response = afterIdling(state.responseMs[index] ?? 0, idle, idlePeriod / nsOfSecond)
  const count = state.open[index] ?? 0
  if (!inFlight || count === 0) return response
  const since = Math.floor(now / nsOfMs) - (state.openSinceMs[index] ?? 0)
  const mean = Math.floor((state.openSumMs[index] ?? 0) / count) + since
  const average = averageMs(state.openMs[index] ?? 0, mean)
  state.openMs[index] = average
  return Math.max(response, average)
}

function open(state: State, index: number, nowMs: number): void {
  const count = state.open[index] ?? 0
  const added = (nowMs - (state.openSinceMs[index] ?? 0)) * count
  state.openSumMs[index] = (state.openSumMs[index] ?? 0) + added
  state.openSinceMs[index] = nowMs
  state.open[index] = count + 1
}

function close(state: State, index: number, nowMs: number, latencyMs: number): void {
  const count = state.open[index] ?? 0
  const since = state.openSinceMs[index] ?? 0
  const sum = (state.openSumMs[index] ?? 0) + (nowMs - since) * count - latencyMs
  state.openSumMs[index] = count <= 1 ? 0 : Math.max(0, sum)
  state.openSinceMs[index] = nowMs
  state.open[index] = Math.max(0, count - 1)
}
