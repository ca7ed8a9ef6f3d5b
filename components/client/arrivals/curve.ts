import { standardExponential } from "../../../engine/index.ts"
import { defineArrivals } from "./contract.ts"
import { waitUntil } from "./gaps.ts"
import { durationParameter, wordParameter } from "./parameters.ts"
import { areaTo, buildPieces, curvePoints, instantAt, type Point } from "./pieces.ts"

/**
 * A rate that follows the clock: days, launches, drills. The cumulative rate is inverted, exactly, so no arrival is
 * drawn and thrown away. Wrong for bursts at random times: that is mmpp.
 */
export const curve = defineArrivals({
  kind: "curve",
  title: "Rate curve",
  summary: "A rate given at instants, straight lines or steps between them; after the last its rate holds.",
  sources: ["E. Cinlar, Introduction to Stochastic Processes, 1975, chapter 4.7 (inversion of the mean function)"],
  notation: {
    parameters: {
      points: curvePoints,
      interpolation: wordParameter(["linear", "step"]),
      spacing: wordParameter(["poisson", "even"]),
      repeat: durationParameter("1ns", "1d"),
    },
    forms: [
      {
        required: ["points"],
        optional: ["interpolation", "spacing", "repeat"],
        build: ({ get, has }) => ({
          points: get<readonly Point[]>("points"),
          isStep: has("interpolation") && get<string>("interpolation") === "step",
          isEven: has("spacing") && get<string>("spacing") === "even",
          repeatNs: has("repeat") ? get("repeat") : undefined,
        }),
      },
    ],
  },
  prepare: ({ points, isStep, isEven, repeatNs = Infinity }) => {
    const pieces = buildPieces(points, { isStep, repeatNs })
    return { pieces, isEven, periodNs: repeatNs, periodArea: areaTo(pieces, repeatNs) }
  },
  ratePerSecond: ({ pieces, periodNs, periodArea }) =>
    1e9 * (periodNs < Infinity ? periodArea / periodNs : (pieces.rates.at(-1) ?? 0)),
  /** `area` is the expected number of arrivals from the start of the round to the latest arrival. */
  state: () => ({ area: 0, round: 0, piece: 0 }),
  next(context) {
    const { params, state, random } = context
    random.step()
    state.area += params.isEven ? 1 : standardExponential(random.a, random.b)
    if (state.area > params.periodArea) startRound(state, params.periodArea)
    const atNs = instantAt(params.pieces, state)
    waitUntil(context, atNs + (state.round === 0 ? 0 : state.round * params.periodNs))
  },
})

/** Goes on to the round in which the area is reached. The last instant of a round belongs to it. */
function startRound(state: { area: number; round: number; piece: number }, periodArea: number): void {
  const rounds = Math.ceil(state.area / periodArea) - 1
  state.area = Math.max(0, state.area - rounds * periodArea)
  state.round += rounds
  state.piece = 0
}
