import { NS_PER_S, standardExponential } from "../../../engine/index.ts"
import { defineArrivals } from "./contract.ts"
import { gapState, waitGap } from "./gaps.ts"
import { rateParameter } from "./parameters.ts"

/** Requests of many users who do not know of each other. Wrong where one user's requests follow one another. */
export const poisson = defineArrivals({
  kind: "poisson",
  title: "Poisson",
  summary: "Independent arrivals at a constant mean rate.",
  sources: ["J. F. C. Kingman, Poisson Processes, 1993, section 4.1 (exponential gaps)"],
  notation: {
    parameters: { rate: rateParameter },
    positional: "rate",
    forms: [{ required: ["rate"], build: ({ get }) => ({ rate: get("rate") }) }],
  },
  prepare: ({ rate }) => ({ meanNs: NS_PER_S / rate, rate }),
  ratePerSecond: ({ rate }) => rate,
  gapScv: () => 1,
  state: gapState,
  next(context) {
    const { random, params } = context
    random.step()
    waitGap(context, params.meanNs * standardExponential(random.a, random.b))
  },
})
