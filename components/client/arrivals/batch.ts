import { compileDistribution, NS_PER_S, standardExponential } from "../../../engine/index.ts"
import { countBetween } from "../../kit/distribution/parameters.ts"
import type { DistributionPlan } from "../../kit/distribution/plan.ts"
import { readNotation } from "../../kit/notation/read.ts"
import { numberDistributionNotation } from "../../kit/notations.ts"
import { defineArrivals } from "./contract.ts"
import { gapState, waitGap } from "./gaps.ts"
import { rateParameter } from "./parameters.ts"

/** A batch is sent at one instant; more is a flood that no client can make (chosen). */
const sizeMax = 1_000_000

/** Groups of requests at once, as a page with its images or a job that fans out. The groups come independently. */
export const batch = defineArrivals({
  kind: "batch",
  title: "Batch Poisson",
  summary: "Batches at a constant mean rate, each of a fixed or drawn number of requests.",
  sources: ["D. Gross et al., Fundamentals of Queueing Theory, 4th ed. 2008, section 3.1 (M[X] arrivals)"],
  notation: {
    parameters: {
      rate: { ...rateParameter, example: "10/s" },
      size: countBetween({ min: 1, max: sizeMax }, "20"),
      sizes: {
        parse: (input) => readNotation(input, numberDistributionNotation),
        written: "text",
        example: "uniform 1..10",
      },
    },
    positional: "rate",
    forms: [
      {
        required: ["rate", "size"],
        build: ({ get }): BatchPlan => ({ rate: get("rate"), sizes: { kind: "constant", value: get("size") } }),
      },
      {
        required: ["rate", "sizes"],
        build: ({ get }): BatchPlan => ({ rate: get("rate"), sizes: get<DistributionPlan>("sizes") }),
      },
    ],
  },
  prepare: ({ rate, sizes }, resolve) => ({
    rate,
    meanNs: NS_PER_S / rate,
    sizes: compileDistribution(resolve(sizes)),
  }),
  ratePerSecond: ({ rate, sizes }) => rate * sizes.mean,
  state: gapState,
  next(context) {
    const { random, params } = context
    random.step()
    waitGap(context, params.meanNs * standardExponential(random.a, random.b))
    // Drawn for fixed sizes too, so that another size leaves the times as they are.
    random.step()
    const size = Math.floor(params.sizes.sample(random.a, random.b) + 0.5)
    context.size = Math.max(0, Math.min(sizeMax, size))
  },
})

interface BatchPlan {
  /** Batches per second. */
  readonly rate: number
  /** Requests in a batch, rounded. */
  readonly sizes: DistributionPlan
}
