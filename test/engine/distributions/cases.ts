import type { DistributionSpec } from "../../../engine/distributions/index.ts"
import { gammaCdf, normalCdf } from "./curves.ts"

export interface ContinuousCase {
  readonly title: string
  readonly spec: DistributionSpec
  readonly cdf: (x: number) => number
}

const exponentialCdf = (mean: number) => (x: number) => -Math.expm1(-x / mean)
const paretoCdf = (min: number, alpha: number) => (x: number) => 1 - (min / x) ** alpha
const balanced = 0.5 * (1 - Math.sqrt(3 / 5))

/** One or more of each continuous kind, with its exact cumulative distribution function. */
export const continuousCases: readonly ContinuousCase[] = [
  { title: "uniform", spec: { kind: "uniform", min: -3, max: 5 }, cdf: (x) => (x + 3) / 8 },
  { title: "exponential", spec: { kind: "exponential", mean: 2.5e6 }, cdf: exponentialCdf(2.5e6) },
  { title: "normal", spec: { kind: "normal", mean: 10, standardDeviation: 3 }, cdf: (x) => normalCdf((x - 10) / 3) },
  {
    // cv 0.5: log variance ln 1.25.
    title: "lognormal by mean and cv",
    spec: { kind: "lognormal", mean: 4, cv: 0.5 },
    cdf: (x) => normalCdf((Math.log(x / 4) + 0.5 * Math.log(1.25)) / Math.sqrt(Math.log(1.25))),
  },
  {
    title: "lognormal by p50 and p99",
    spec: { kind: "lognormal", p50: 20, p99: 80 },
    cdf: (x) => normalCdf((Math.log(x / 20) / Math.log(4)) * 2.3263478740408408),
  },
  { title: "gamma, shape 4", spec: { kind: "gamma", mean: 8, cv: 0.5 }, cdf: (x) => gammaCdf(4, x / 2) },
  { title: "gamma, shape 1", spec: { kind: "gamma", mean: 8, shape: 1 }, cdf: exponentialCdf(8) },
  { title: "gamma, shape 0.3", spec: { kind: "gamma", mean: 3, shape: 0.3 }, cdf: (x) => gammaCdf(0.3, x / 10) },
  { title: "erlang, 1 stage", spec: { kind: "erlang", mean: 7, stages: 1 }, cdf: exponentialCdf(7) },
  { title: "erlang, 3 stages", spec: { kind: "erlang", mean: 6, stages: 3 }, cdf: (x) => gammaCdf(3, x / 2) },
  {
    title: "hyperexponential by branches",
    spec: {
      kind: "hyperexponential",
      branches: [
        { probability: 3, mean: 1 },
        { probability: 1, mean: 9 },
      ],
    },
    cdf: (x) => 1 - 0.75 * Math.exp(-x) - 0.25 * Math.exp(-x / 9),
  },
  {
    // cv 2: the rare branch has probability (1 - sqrt(3 / 5)) / 2, each branch half of the mean.
    title: "hyperexponential by mean and cv",
    spec: { kind: "hyperexponential", mean: 5, cv: 2 },
    cdf: (x) =>
      1 - balanced * Math.exp((-x * 2 * balanced) / 5) - (1 - balanced) * Math.exp((-x * 2 * (1 - balanced)) / 5),
  },
  {
    title: "weibull, shape 2",
    spec: { kind: "weibull", scale: 3, shape: 2 },
    cdf: (x) => -Math.expm1(-((x / 3) ** 2)),
  },
  {
    // gamma(1 + 1 / 0.5) = 2, so the scale is half of the mean.
    title: "weibull, shape 0.5",
    spec: { kind: "weibull", mean: 10, shape: 0.5 },
    cdf: (x) => -Math.expm1(-Math.sqrt(x / 5)),
  },
  { title: "pareto, alpha 5", spec: { kind: "pareto", min: 2, alpha: 5 }, cdf: paretoCdf(2, 5) },
  { title: "pareto, alpha 1.5", spec: { kind: "pareto", min: 2, alpha: 1.5 }, cdf: paretoCdf(2, 1.5) },
  {
    title: "pareto, truncated",
    spec: { kind: "pareto", min: 2, alpha: 1, cap: 200 },
    cdf: (x) => paretoCdf(2, 1)(x) / paretoCdf(2, 1)(200),
  },
  {
    // Segments 1-2, 2-5, 5-5.5, 5.5-20 with probability 1/4 each.
    title: "empirical",
    spec: { kind: "empirical", samples: [5, 1, 20, 2, 5.5] },
    cdf: (x) => (x < 2 ? x - 1 : x < 5 ? 1 + (x - 2) / 3 : x < 5.5 ? 2 + (x - 5) / 0.5 : 3 + (x - 5.5) / 14.5) / 4,
  },
  {
    // Weights 1/8, 2/8, 5/8; the last component is itself a mixture of two halves.
    title: "mixture of mixtures",
    spec: {
      kind: "mixture",
      components: [
        { weight: 1, distribution: { kind: "uniform", min: 0, max: 100 } },
        { weight: 2, distribution: { kind: "exponential", mean: 30 } },
        {
          weight: 5,
          distribution: {
            kind: "mixture",
            components: [
              { weight: 1, distribution: { kind: "uniform", min: 0, max: 10 } },
              { weight: 1, distribution: { kind: "uniform", min: 50, max: 60 } },
            ],
          },
        },
      ],
    },
    cdf: (x) =>
      Math.min(1, x / 100) / 8 +
      exponentialCdf(30)(x) / 4 +
      (Math.min(1, x / 10) + Math.min(1, Math.max(0, (x - 50) / 10))) * (5 / 16),
  },
]
