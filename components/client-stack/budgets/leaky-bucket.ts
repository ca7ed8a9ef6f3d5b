import * as z from "zod"
import { NS_PER_S } from "../../../engine/index.ts"
import { duration, rate, share } from "../../kit/schema.ts"
import { addToSlices, createSlices, type Slices, totalOf, turnSlices } from "../windows/slices.ts"
import { defineBudget } from "./contract.ts"

/** What a call deposits; whole numbers, as in Finagle. */
const DEPOSIT = 1000
/** Slices of the time to live, the oldest of which expires at once: Finagle's WindowedAdder has ten. */
const SLICES = 10

const params = z.strictObject({
  share: share({ min: "0.1%" }).prefault("20%").describe("Further tries as a share of calls"),
  reserve: rate().prefault("10/s").describe("Further tries a second that need no calls"),
  ttl: duration({ min: "1s", max: "60s" })
    .prefault("10s")
    .describe("Time after which deposits and tries are forgotten"),
})

type State = { readonly slices: Slices }

/**
 * Each call deposits, each further try withdraws, and both are forgotten after a while, so that a quiet time saves up
 * nothing. The reserve helps callers that call little; it is also what still comes when nothing succeeds.
 */
export const leakyBucket = defineBudget<z.output<typeof params>, State>({
  kind: "leaky-bucket",
  title: "Leaky bucket",
  summary: "Further tries are a share of the calls of the latest seconds, and a few a second at least.",
  sources: ["Finagle, RetryBudget: ttl 10 s, minRetriesPerSec 10, percentCanRetry 0.2; TokenBucket.newLeakyBucket"],
  params,
  presets: { finagle: {} },
  state: () => ({ slices: createSlices(SLICES, 1) }),
  sent: ({ state, params, now }, retry) => {
    if (retry) return
    turnSlices(state.slices, sliceOf(now, params.ttl))
    addToSlices(state.slices, 0, DEPOSIT)
  },
  settled: () => {},
  take: ({ state, params, now }) => {
    turnSlices(state.slices, sliceOf(now, params.ttl))
    const price = Math.floor(DEPOSIT / params.share)
    const reserve = params.reserve * (params.ttl / NS_PER_S) * price
    if (reserve + totalOf(state.slices, 0) < price) return false
    addToSlices(state.slices, 0, -price)
    return true
  },
  // Finagle keeps what is withdrawn, and forgets it with its slice.
  giveBack: () => {},
})

function sliceOf(nowNs: number, ttlNs: number): number {
  return Math.floor(nowNs / (ttlNs / SLICES))
}
