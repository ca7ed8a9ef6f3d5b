import { compileDistribution, NS_PER_S } from "../../../engine/index.ts"
import type { DistributionPlan } from "../../kit/distribution/plan.ts"
import { readNotation } from "../../kit/notation/read.ts"
import { durationDistribution } from "../../kit/notations.ts"
import { defineArrivals } from "./contract.ts"
import { gapState, waitGap } from "./gaps.ts"

/** Gaps of any distribution, each independent of the others. Wrong for bursts that last: those gaps are correlated. */
export const renewal = defineArrivals({
  kind: "renewal",
  title: "Renewal",
  summary: "Independent gaps of one distribution, the first from the start.",
  sources: ["D. R. Cox, Renewal Theory, 1962 (an ordinary renewal process)"],
  notation: {
    parameters: {
      gaps: {
        parse: (input) => readNotation(input, durationDistribution),
        written: "text",
        example: "gamma mean=10ms cv=2",
      },
    },
    positional: "gaps",
    forms: [{ required: ["gaps"], build: ({ get }) => ({ gaps: get<DistributionPlan>("gaps") }) }],
  },
  rest: "gaps",
  prepare: ({ gaps }, resolve) => ({ gaps: compileDistribution(resolve(gaps)) }),
  ratePerSecond: ({ gaps }) => NS_PER_S / gaps.mean,
  gapScv: ({ gaps }) => gaps.variance / (gaps.mean * gaps.mean),
  state: gapState,
  next(context) {
    const { random, params } = context
    random.step()
    waitGap(context, Math.max(0, params.gaps.sample(random.a, random.b)))
  },
})
