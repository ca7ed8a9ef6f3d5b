import * as z from "zod"
import { ascending } from "../../kit/ascending.ts"
import { count, duration, ratio } from "../../kit/schema.ts"
import type { PolicyContext } from "../leaf.ts"
import { FAILED, IGNORED } from "../results.ts"
import { defineLimiter, WITHOUT_LINE } from "./contract.ts"

const params = z
  .strictObject({
    initial: count().min(1).default(20).describe("Calls at a time at the start"),
    limitMin: count().min(1).default(20).describe("Never fewer"),
    limitMax: count().min(1).default(200).describe("Never more"),
    backoff: ratio().min(0.5).max(0.99).default(0.9).describe("Factor after a drop or a timeout"),
    timeout: duration({ min: "1ns" }).prefault("5s").describe("A call that takes longer counts as dropped"),
  })
  .superRefine(ascending("limitMin", "limitMax"))
  .superRefine(ascending("initial", "limitMax"))

type Params = z.output<typeof params>
type State = { limit: number }

const limit = ({ state }: PolicyContext<Params, State>) => state.limit

/**
 * One call more while the limit is used, a tenth fewer when a call is dropped. It has to cause drops to learn where the
 * limit is, and does so again and again.
 */
export const aimd = defineLimiter<Params, State>({
  kind: "aimd",
  title: "Additive increase, multiplicative decrease",
  summary: "Grows by one a call while the limit is used, shrinks by a factor on drops and timeouts.",
  sources: ["Netflix concurrency-limits, AIMDLimit: initial 20, 20 to 200, backoffRatio 0.9, timeout 5 s"],
  params,
  presets: { netflix: {} },
  role: "limit",
  state: ({ initial }) => ({ limit: initial }),
  limit,
  limitWhenFull: limit,
  ...WITHOUT_LINE,
  sampled: ({ state, params }, inFlight, latencyNs, result) => {
    if (result === IGNORED) return
    let next = state.limit
    if (result === FAILED || latencyNs > params.timeout) next = Math.floor(next * params.backoff)
    else if (inFlight * 2 >= next) next++
    state.limit = Math.min(params.limitMax, Math.max(params.limitMin, next))
  },
})
