import { NS_PER_S, type Stream, standardExponential } from "../../../engine/index.ts"
import { listOf } from "../../kit/distribution/parameters.ts"
import { parseDuration, parseRate } from "../../kit/units.ts"
import { defineArrivals } from "./contract.ts"
import { gapState, waitGap } from "./gaps.ts"
import { pairOf } from "./parameters.ts"

/**
 * After so many changes without an arrival an empty one gives the kernel's limits their turn (chosen). The process
 * has no memory, so it may begin anew there.
 */
const changesMax = 1000

type Pair = readonly [rate: number, stayNs: number]

const statePair = pairOf(
  { name: "rate", parse: (input) => parseRate(input) },
  { name: "stay", parse: (input) => parseDuration(input, { min: "1ns" }) },
)

/**
 * Bursts that last: Poisson arrivals whose rate follows states, each for an exponential time, in the order given and
 * round again, beginning in the first. Wrong where the rate follows the clock: that is a curve.
 */
export const mmpp = defineArrivals({
  kind: "mmpp",
  title: "Markov-modulated Poisson",
  summary: "Poisson arrivals whose rate changes at random times: quiet, busy, quiet again.",
  sources: ["W. Fischer, K. Meier-Hellstern, The Markov-modulated Poisson process cookbook, Perf. Eval. 18, 1993"],
  notation: {
    parameters: { states: listOf("states", statePair) },
    forms: [{ required: ["states"], build: ({ get }) => ({ states: get<readonly Pair[]>("states") }) }],
  },
  prepare: ({ states }) => ({
    /** Arrivals per ns. */
    rates: Float64Array.from(states, ([rate]) => rate / NS_PER_S),
    staysNs: Float64Array.from(states, ([, stayNs]) => stayNs),
    silent: states.every(([rate]) => rate === 0),
  }),
  ratePerSecond: ({ rates, staysNs }) => {
    const arrivals = rates.reduce((sum, rate, index) => sum + rate * (staysNs[index] ?? 0), 0)
    return (arrivals / staysNs.reduce((sum, stayNs) => sum + stayNs, 0)) * NS_PER_S
  },
  /** `leftNs` is how long the present state still lasts. It starts at the end of the last state. */
  state: ({ rates }) => ({ ...gapState(), at: rates.length - 1, leftNs: 0 }),
  next(context) {
    const { params, state, random } = context
    let gapNs = params.silent ? Infinity : 0
    // In units of expected arrivals the next one is a standard exponential away, through however many states.
    let expected = exponentialOf(random)
    context.size = 0
    for (let changes = 0; changes < changesMax && gapNs < Infinity; changes++) {
      const rate = params.rates[state.at] ?? 0
      if (expected < rate * state.leftNs) {
        state.leftNs -= expected / rate
        gapNs += expected / rate
        context.size = 1
        break
      }
      expected -= rate * state.leftNs
      gapNs += state.leftNs
      state.at = (state.at + 1) % params.rates.length
      state.leftNs = (params.staysNs[state.at] ?? 0) * exponentialOf(random)
    }
    waitGap(context, gapNs)
  },
})

function exponentialOf(random: Stream): number {
  random.step()
  return standardExponential(random.a, random.b)
}
