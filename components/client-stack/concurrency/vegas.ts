import * as z from "zod"
import { uniform01 } from "../../../engine/index.ts"
import { ascending } from "../../kit/ascending.ts"
import { count } from "../../kit/schema.ts"
import type { PolicyContext } from "../leaf.ts"
import { FAILED, IGNORED } from "../results.ts"
import { defineLimiter, WITHOUT_LINE } from "./contract.ts"
import { log10, vegasLimit, vegasQueue } from "./formulas.ts"

const params = z
  .strictObject({
    initial: count().min(1).default(20).describe("Calls at a time at the start"),
    limitMax: count().min(1).default(1000).describe("Never more"),
    probe: count()
      .min(1)
      .default(30)
      .describe("Measures the latency without load anew after about so many times the limit"),
  })
  .superRefine(ascending("initial", "limitMax"))

type Params = z.output<typeof params>
type State = {
  limit: number
  latencyMinNs: number
  samples: number
  jitter: number
  /** What the latest call's end decided by: calls in a line; NaN where it decided nothing by them. */
  queue: number
}

const limit = ({ state }: PolicyContext<Params, State>) => state.limit

/**
 * Reckons from the latency how many calls stand in a line, and keeps that number small. A callee whose latency varies by
 * itself looks loaded, and the limit then stays too low.
 */
export const vegas = defineLimiter<Params, State>({
  kind: "vegas",
  title: "Vegas",
  summary: "Keeps a few calls in the callee's line, reckoned from the latency above the smallest one.",
  sources: [
    "Netflix concurrency-limits, VegasLimit: initial 20, max 1000, smoothing 1, probeMultiplier 30",
    "L. Brakmo and L. Peterson, TCP Vegas, IEEE JSAC 13(8), 1995",
  ],
  params,
  presets: { netflix: {} },
  role: "limit",
  // The first wait for a probe is not drawn: 0.75 is the mean of [0.5, 1).
  state: ({ initial }) => ({ limit: initial, latencyMinNs: 0, samples: 0, jitter: 0.75, queue: Number.NaN }),
  limit,
  limitWhenFull: limit,
  ...WITHOUT_LINE,
  measures: [
    {
      name: "queue",
      title: "Calls in a line, reckoned from the latency at each decision",
      of: ({ state }) => state.queue,
    },
  ],
  sampled: ({ state, params, random }, inFlight, latencyNs, result) => {
    state.queue = Number.NaN
    if (result === IGNORED) return
    state.samples++
    if (state.jitter * params.probe * state.limit <= state.samples) {
      random.step()
      state.jitter = 0.5 + uniform01(random.a, random.b) / 2
      state.samples = 0
      state.latencyMinNs = latencyNs
    } else if (state.latencyMinNs === 0 || latencyNs < state.latencyMinNs) state.latencyMinNs = latencyNs
    else if (result === FAILED) state.limit = Math.max(1, state.limit - log10(state.limit))
    else if (inFlight * 2 >= state.limit) {
      state.queue = vegasQueue(state.limit, state.latencyMinNs, latencyNs)
      state.limit = Math.max(1, Math.min(params.limitMax, vegasLimit(state.limit, state.queue)))
    }
  },
})
