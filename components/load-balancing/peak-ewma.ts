import * as z from "zod"
import type { Stream } from "../../engine/index.ts"
import type { Backends } from "../kit/balancing/backends.ts"
import type { ChoiceContext } from "../kit/balancing/balancer.ts"
import { defineStrategy } from "../kit/balancing/strategy.ts"
import { choice, duration } from "../kit/schema.ts"
import { drawUp, triesMax } from "./draw.ts"
import { decayed, peakDecayed } from "./latency/ewma.ts"

interface Params {
  readonly mean: "peak" | "aggregated" | "decaying"
  readonly candidates: "two" | "all"
  readonly decay: number
  readonly initial: number
}

/** Of each backend, in ns. */
type State = {
  readonly mean: Float64Array
  /** When the mean was last changed. */
  readonly touched: Float64Array
  /** Envoy: the means as of the last aggregation. */
  readonly shown: Float64Array
  aggregated: number
}

type Context = ChoiceContext<Params, State>

/** Cost of a backend with calls in flight and no answer so far: 2^47, above any latency. Source: Finagle, PeakEwma. */
const penalty = 140_737_488_355_328

/** Time between two looks at the samples. Source: Envoy, peak_ewma_lb.cc, aggregation_interval. */
const aggregationNs = 100e6

/**
 * Of two backends drawn by chance the one that is less slow and less busy: mean latency times calls in flight plus one.
 * All answers count, so a backend that fails fast looks good and attracts traffic. One step of chance a pick.
 */
export const peakEwma = defineStrategy<Params, State>({
  kind: "peak-ewma",
  title: "Peak EWMA",
  summary: "The backend with the lower product of recent latency and calls in flight.",
  sources: [
    "Finagle, PeakEwma.scala: a higher latency counts at once, a lower one with a decay of 10 s; reading decays too",
    "Linkerd, tower's peak_ewma: the same, first taken to be 30 ms",
    "Envoy contrib, peak_ewma_lb.cc: no peak, samples looked at every 100 ms, 10 ms before the first",
    "Kong, kong/runloop/balancer/latency.lua: decays since the last answer, over weight, calls in flight not counted",
  ],
  params: z.strictObject({
    mean: choice(["peak", "aggregated", "decaying"])
      .default("peak")
      .describe(
        "Rises at once and decays (Finagle), is plain and renewed every 100 ms (Envoy), or is plain, decays and is taken for its weight, whatever is in flight (Kong)",
      ),
    candidates: choice(["two", "all"]).default("two").describe("Two backends drawn by chance, or all of them"),
    decay: duration({ min: "1ms" }).prefault("10s").describe("Time in which an old latency loses 63% of its say"),
    initial: duration().prefault("0ms").describe("What a backend is taken to need before its first answer"),
  }),
  presets: {
    envoy: { mean: "aggregated", initial: "10ms" },
    finagle: { mean: "peak" },
    kong: { mean: "decaying", candidates: "all" },
    linkerd: { mean: "peak", initial: "30ms" },
  },
  state: ({ length }, { mean, initial }) => ({
    // Envoy knows of no latency before the first sample, and costs that apart.
    mean: new Float64Array(length).fill(mean === "aggregated" ? 0 : initial),
    touched: new Float64Array(length),
    shown: new Float64Array(length),
    aggregated: 0,
  }),
  pick: (context, backends) => {
    const { params, state, now, random } = context
    random.step()
    if (now - state.aggregated >= aggregationNs) {
      state.shown.set(state.mean)
      state.aggregated = now
    }
    return params.candidates === "all" ? cheapest(context, backends) : cheaperOfTwo(context, backends, random)
  },
  settled: ({ params, state, now, latencyNs }, _, index) => {
    const before = state.mean[index] ?? 0
    const elapsed = now - (state.touched[index] ?? 0)
    const isFirst = params.mean === "aggregated" && before === 0
    const mean = params.mean === "peak" ? peakDecayed : decayed
    state.mean[index] = isFirst ? latencyNs : mean(before, latencyNs, elapsed, params.decay)
    state.touched[index] = now
  },
})

function cheapest(context: Context, backends: Backends): number {
  let best = -1
  let bestCost = 0
  for (let index = 0; index < backends.length; index++) {
    if (!backends.isUp(index)) continue
    const cost = costOf(context, backends, index)
    if (best >= 0 && cost >= bestCost) continue
    best = index
    bestCost = cost
  }
  return best
}

/** Two draws, the second again while it repeats the first; a coin falls where both cost the same. */
function cheaperOfTwo(context: Context, backends: Backends, words: Stream): number {
  const first = drawUp(backends, words, 0)
  if (first < 0) return -1
  let second = first
  for (let tried = 1; tried < triesMax && second === first; tried++) second = drawUp(backends, words, tried * triesMax)
  if (second === first) return first
  const difference = costOf(context, backends, first) - costOf(context, backends, second)
  return difference < 0 || (difference === 0 && (words.a & 1) === 1) ? first : second
}

function costOf({ params, state, now }: Context, backends: Backends, index: number): number {
  const calls = backends.inFlightOf(index)
  const elapsed = now - (state.touched[index] ?? 0)
  if (params.mean === "decaying")
    return decayed(state.mean[index] ?? 0, 0, elapsed, params.decay) / backends.weightOf(index)
  if (params.mean === "aggregated") {
    const known = state.shown[index] ?? 0
    if (known > 0) return known * (calls + 1)
    return calls > 0 ? penalty + calls : params.initial
  }
  const mean = decayed(state.mean[index] ?? 0, 0, elapsed, params.decay)
  state.mean[index] = mean
  state.touched[index] = now
  return mean === 0 && calls > 0 ? penalty + calls : mean * (calls + 1)
}
