import type { DistributionSpec } from "../../../engine/distributions/index.ts"

export interface GoldenCase {
  readonly spec: DistributionSpec
  /** The first five samples of the stream (seed "42", name "golden", purpose the kind). */
  readonly samples: readonly number[]
}

/** Pinned: a change here is a change of every recorded run, and needs a new engine version. */
export const goldenCases: readonly GoldenCase[] = [
  {
    spec: { kind: "constant", value: 1000 },
    samples: [1000, 1000, 1000, 1000, 1000],
  },
  {
    spec: { kind: "empirical", samples: [1, 2, 4, 8, 16] },
    samples: [1.153449523083936, 8.431921602809144, 7.238462088833149, 4.457753373865961, 7.722278419188102],
  },
  {
    spec: { kind: "erlang", mean: 1000, stages: 3 },
    samples: [495.76513113841054, 1648.153045098288, 1538.774585697516, 1412.0045949230023, 1423.3118225022283],
  },
  {
    spec: { kind: "exponential", mean: 1000 },
    samples: [520.6096690008335, 633.1721690783855, 400.2374638176169, 425.1670389403226, 280.77671766572007],
  },
  {
    spec: { kind: "gamma", mean: 1000, cv: 0.7 },
    samples: [926.9092445464761, 1026.3331993024394, 1434.4154106591361, 2393.8541216545964, 735.3033517625591],
  },
  {
    spec: { kind: "gamma", mean: 1000, shape: 0.4 },
    samples: [1.1703696789667313, 900.2952111477259, 865.1384593422189, 3962.529127794314, 16.790924413402458],
  },
  {
    spec: { kind: "hyperexponential", mean: 1000, cv: 2 },
    samples: [4320.148386480855, 7632.689054961092, 952.2064763890281, 158.91274013529534, 11177.305688297578],
  },
  {
    spec: { kind: "lognormal", mean: 1000, cv: 1.5 },
    samples: [1935.434038895844, 1116.5452375744983, 1841.9740910261871, 477.6741242127822, 1596.4869356487795],
  },
  {
    spec: {
      kind: "mixture",
      components: [
        { weight: 9, distribution: { kind: "exponential", mean: 10 } },
        { weight: 1, distribution: { kind: "lognormal", p50: 100, p99: 900 } },
      ],
    },
    samples: [9.987748020572564, 7.618160708433088, 5.594280748275608, 41.085472975340444, 4.455236277503497],
  },
  {
    spec: { kind: "normal", mean: 1000, standardDeviation: 100, min: 0 },
    samples: [1059.4972614740022, 1069.9719652093672, 1029.640728854076, 959.2852594465913, 1094.675235021981],
  },
  {
    spec: { kind: "pareto", min: 10, alpha: 1.2, cap: 1000 },
    samples: [19.024851267078805, 11.320806218668775, 24.243479458898626, 10.395197662272821, 10.834128914205476],
  },
  {
    spec: { kind: "uniform", min: 10, max: 20 },
    samples: [16.6690393594687, 17.58978591612287, 19.806046554190708, 16.628014388930804, 14.531538562412607],
  },
  {
    spec: { kind: "weibull", mean: 1000, shape: 1.5 },
    samples: [3166.6952106503795, 1978.9583554206774, 402.73822364942043, 1004.1813220322424, 1085.1735565548022],
  },
  {
    spec: { kind: "zipf", n: 1000000, s: 0.99 },
    samples: [16731, 13676, 308337, 3562, 1240],
  },
]
