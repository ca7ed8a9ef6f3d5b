import * as z from "zod"
import { count, share } from "../../kit/schema.ts"
import { defineBudget } from "./contract.ts"

const params = z.strictObject({
  share: share().prefault("20%").describe("Further tries at a time, as a share of all tries at a time"),
  retriesMin: count().default(3).describe("So many at a time are always allowed"),
})

type State = { active: number; retries: number }

/**
 * Bounds further tries by the number of tries under way, with those that wait for their back-off. It reacts at once, but
 * where calls are slow there are many under way, and so many retries.
 */
export const activeShare = defineBudget<z.output<typeof params>, State>({
  kind: "active-share",
  title: "Share of active calls",
  summary: "Further tries at a time are a share of the tries under way, and a few at least.",
  sources: ["Envoy, cluster.CircuitBreakers.Thresholds.RetryBudget: 20 %, min_retry_concurrency 3"],
  params,
  presets: { envoy: {} },
  state: () => ({ active: 0, retries: 0 }),
  sent: ({ state }) => {
    state.active++
  },
  settled: ({ state }, retry) => {
    state.active--
    if (retry) state.retries--
  },
  take: ({ state, params }) => {
    if (state.retries >= Math.max(params.retriesMin, Math.floor(params.share * state.active))) return false
    state.retries++
    return true
  },
  giveBack: ({ state }) => {
    state.retries--
  },
})
