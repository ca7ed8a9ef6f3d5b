import * as z from "zod"
import { duration, share } from "../../kit/schema.ts"
import type { PolicyContext } from "../leaf.ts"
import { SUCCEEDED } from "../results.ts"
import { addLatency, clearLatencies, createLatencies, type Latencies, quantileNs } from "../windows/latencies.ts"
import { addToSlices, createSlices, type Slices, totalOf, turnSlices } from "../windows/slices.ts"
import { defineHedge } from "./contract.ts"

/** As in Finagle: a deposit's worth, slices of the budget, and full windows of latencies. */
const DEPOSIT = 1000
const BUDGET_SLICES = 10
const WINDOWS = 3

const params = z.strictObject({
  extraLoad: share({ min: "0.1%", max: "99%" })
    .prefault("1%")
    .describe("Share of calls that may be sent again; the wait is the latency that all but these keep"),
  delayMin: duration().prefault("1ms").describe("Shortest wait"),
  refresh: duration({ min: "1ms" }).prefault("3s").describe("Time between two looks at the latencies"),
  window: duration({ min: "1ms" }).prefault("10s").describe("Latencies are gathered over three such windows"),
  budgetTtl: duration({ min: "1s" }).prefault("30s").describe("Time after which what calls bring is forgotten"),
})

type Params = z.output<typeof params>

type State = {
  delayNs: number
  /** Number of the latest refresh and of the window being filled. */
  refreshed: number
  window: number
  readonly filling: Latencies
  /** By window number modulo their count. */
  readonly full: readonly Latencies[]
  readonly budget: Slices
}

/**
 * Sends a second try when the answer takes longer than almost all answers of the latest half minute, as long as the
 * extra load stays bounded. It learns from full windows only: there is no hedge before the first.
 */
export const percentile = defineHedge<Params, State>({
  kind: "percentile",
  title: "Percentile",
  summary: "A second try after the latency that all but a few calls keep, within a bounded extra load.",
  sources: [
    "Finagle, BackupRequestFilter: percentile 1 - maxExtraLoad, refreshed every 3 s, at least 1 ms, no reserve",
    "Finagle, WindowedPercentileHistogram: three windows of 10 s, counted once full; J. Dean and L. Barroso, The Tail at Scale, CACM 56(2), 2013",
  ],
  params,
  presets: { finagle: {} },
  sendsOnFailure: false,
  triesMax: () => 2,
  state: () => ({
    delayNs: Number.POSITIVE_INFINITY,
    refreshed: 0,
    window: 0,
    filling: createLatencies(),
    full: Array.from({ length: WINDOWS }, createLatencies),
    budget: createSlices(BUDGET_SLICES, 1),
  }),
  sent: (context) => {
    turnBudget(context)
    addToSlices(context.state.budget, 0, DEPOSIT)
  },
  nextHedgeAfterNs: (context) => {
    advance(context)
    return context.state.delayNs
  },
  take: (context) => {
    turnBudget(context)
    const price = Math.floor(DEPOSIT / context.params.extraLoad)
    if (totalOf(context.state.budget, 0) < price) return false
    addToSlices(context.state.budget, 0, -price)
    return true
  },
  settled: (context, result, latencyNs) => {
    advance(context)
    // Failures are taken to be fast ones, which would make the wait shorter.
    if (result === SUCCEEDED) addLatency(context.state.filling, latencyNs)
  },
})

function turnBudget({ state, params, now }: PolicyContext<Params, State>): void {
  turnSlices(state.budget, Math.floor(now / (params.budgetTtl / BUDGET_SLICES)))
}

/** Turns windows and refreshes the wait as of the latest refresh: no latency came in since, so earlier ones are moot. */
function advance(context: PolicyContext<Params, State>): void {
  const { state, params, now } = context
  const refreshed = Math.floor(now / params.refresh)
  if (state.refreshed < refreshed) {
    state.refreshed = refreshed
    turnWindows(state, Math.floor((refreshed * params.refresh) / params.window))
    // Without latencies Finagle's percentile is 0, and its wait the shortest.
    state.delayNs = Math.max(params.delayMin, Math.floor(quantileNs(state.full, 1 - params.extraLoad)))
  }
  turnWindows(state, Math.floor(now / params.window))
}

function turnWindows(state: State, window: number): void {
  const { filling, full } = state
  for (let turned = 0; state.window < window && turned <= WINDOWS; turned++) {
    const into = full[state.window % WINDOWS]
    if (into !== undefined) {
      into.count = filling.count
      into.counts.set(filling.counts)
      into.sumsNs.set(filling.sumsNs)
    }
    clearLatencies(filling)
    state.window++
  }
  state.window = Math.max(state.window, window)
}
