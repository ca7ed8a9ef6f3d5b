import { NS_PER_S } from "../../../engine/index.ts"
import { defineArrivals } from "./contract.ts"
import { waitUntil } from "./gaps.ts"
import { durationParameter, rateParameter } from "./parameters.ts"

/** A metronome, as load generators and cron jobs are. Kinder to a queue than real users: its gaps do not vary. */
export const constant = defineArrivals({
  kind: "constant",
  title: "Constant",
  summary: "Evenly spaced arrivals; the first after one gap, or at the phase.",
  sources: ["chosen: counted from the first gap's end, so that a run of n gaps has n arrivals"],
  notation: {
    parameters: { rate: rateParameter, phase: durationParameter("0ns", "5ms") },
    positional: "rate",
    forms: [
      {
        required: ["rate"],
        optional: ["phase"],
        build: ({ get, has }) => ({ rate: get("rate"), phaseNs: has("phase") ? get("phase") : undefined }),
      },
    ],
  },
  prepare: ({ rate, phaseNs = NS_PER_S / rate }) => ({ rate, firstNs: rate === 0 ? Infinity : phaseNs }),
  ratePerSecond: ({ rate }) => rate,
  state: () => ({ arrived: 0 }),
  next(context) {
    const { params, state } = context
    // Each instant from the count, so that rounding never adds up.
    const sinceFirst = state.arrived === 0 ? 0 : (state.arrived * NS_PER_S) / params.rate
    state.arrived++
    waitUntil(context, params.firstNs + sinceFirst)
  },
})
