import * as z from "zod"
import { ascending } from "../../kit/ascending.ts"
import { count, ratio } from "../../kit/schema.ts"
import type { PolicyContext } from "../leaf.ts"
import { IGNORED } from "../results.ts"
import { defineLimiter, WITHOUT_LINE } from "./contract.ts"
import { gradient2Limit } from "./formulas.ts"

const params = z
  .strictObject({
    initial: count().min(1).default(20).describe("Calls at a time at the start"),
    limitMin: count().min(1).default(20).describe("Never fewer"),
    limitMax: count().min(1).default(200).describe("Never more"),
    queue: count().default(4).describe("Calls that may stand in a line"),
    tolerance: ratio().min(1).default(1.5).describe("Latencies up to so many times the long mean change nothing"),
    smoothing: ratio().min(0.01).max(1).default(0.2).describe("Weight of the newest limit"),
    window: count().min(1).default(600).describe("Calls that the long mean looks back on"),
    warmUp: count().min(1).default(10).describe("First calls, of which it is the plain mean"),
  })
  .superRefine(ascending("limitMin", "limitMax"))
  .superRefine(ascending("initial", "limitMax"))

type Params = z.output<typeof params>
type State = { limit: number; longNs: number; sumNs: number; samples: number }

const limit = ({ state }: PolicyContext<Params, State>) => Math.floor(state.limit)

/**
 * Compares each latency with a long mean and shrinks where it is well above. It gets used to a slow callee: the long
 * mean follows, and the limit grows again.
 */
export const gradient2 = defineLimiter<Params, State>({
  kind: "gradient2",
  title: "Gradient2",
  summary: "Shrinks by how far a latency is above its long exponential mean, and grows by a small queue.",
  sources: [
    "Netflix concurrency-limits, Gradient2Limit: 20 to 200, queueSize 4, rttTolerance 1.5, smoothing 0.2, longWindow 600",
    "Netflix concurrency-limits, ExpAvgMeasurement: plain mean of the first 10",
  ],
  params,
  presets: { netflix: {} },
  role: "limit",
  state: ({ initial }) => ({ limit: initial, longNs: 0, sumNs: 0, samples: 0 }),
  limit,
  limitWhenFull: limit,
  ...WITHOUT_LINE,
  sampled: ({ state, params }, inFlight, latencyNs, result) => {
    if (result === IGNORED) return
    lengthen(state, params, latencyNs)
    // A long mean that is far above is left over from a time of load.
    if (state.longNs > 2 * latencyNs) state.longNs *= 0.95
    if (inFlight < state.limit / 2) return
    const next = gradient2Limit(state.limit, state.longNs, latencyNs, params)
    state.limit = Math.max(params.limitMin, Math.min(params.limitMax, next))
  },
})

function lengthen(state: State, { window, warmUp }: Params, latencyNs: number): void {
  if (state.samples < warmUp) {
    state.samples++
    state.sumNs += latencyNs
    state.longNs = state.sumNs / state.samples
    return
  }
  const weight = 2 / (window + 1)
  state.longNs = state.longNs * (1 - weight) + latencyNs * weight
}
