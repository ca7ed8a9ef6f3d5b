import { describeValue, mistaken, mistakesOf, type Parsed, quote, refused } from "../mistake.ts"
import type { Notation, NotationKind } from "../notation/notation.ts"
import { readNotation } from "../notation/read.ts"
import {
  countBetween,
  csvFile,
  listOf,
  numberBetween,
  parseWeight,
  positiveValue,
  type ValueKind,
  valueParameter,
} from "./parameters.ts"
import type { DistributionPlan, WeightedPlan } from "./plan.ts"

type Kind = NotationKind<DistributionPlan>

/** The distributions of values of one kind: names, parameters and forms. Parameters are those of engine/distributions. */
export function distributionNotation(values: ValueKind): Notation<DistributionPlan> {
  const notation: Notation<DistributionPlan> = {
    noun: `a distribution of ${values.name}s`,
    example: `lognormal p50=${values.examples[1]} p99=${values.examples[2]}`,
    bare: "constant",
    kinds: new Map<string, Kind>([
      ["constant", constant(values)],
      ["uniform", uniform(values)],
      ["exponential", exponential(values)],
      ["erlang", erlang(values)],
      ["hyperexponential", hyperexponential(values)],
      ["gamma", gamma(values)],
      ["lognormal", lognormal(values)],
      ["normal", normal(values)],
      ["weibull", weibull(values)],
      ["pareto", pareto(values)],
      ...(values.name === "number" ? [["zipf", zipf] as const] : []),
      ["empirical", empirical(values)],
      ["mixture", mixture((input) => readNotation(input, notation))],
    ]),
  }
  return notation
}

const cv = numberBetween({ above: 0 }, "1.5")
const shape = numberBetween({ above: 0 }, "2")

const constant = (values: ValueKind): Kind => ({
  summary: "Always the same value.",
  parameters: { value: valueParameter(values, 0) },
  positional: "value",
  forms: [{ required: ["value"], build: ({ get }) => ({ kind: "constant", value: get("value") }) }],
})

const uniform = (values: ValueKind): Kind => ({
  summary: "Every value between two bounds is equally likely.",
  parameters: { min: valueParameter(values, 0), max: valueParameter(values, 1) },
  range: ["min", "max"],
  ordered: [["min", "max"]],
  forms: [{ required: ["min", "max"], build: ({ get }) => ({ kind: "uniform", min: get("min"), max: get("max") }) }],
})

const exponential = (values: ValueKind): Kind => ({
  summary: "Times between events that do not know of each other.",
  parameters: { mean: valueParameter(values, 1) },
  positional: "mean",
  forms: [{ required: ["mean"], build: ({ get }) => ({ kind: "exponential", mean: get("mean") }) }],
})

const erlang = (values: ValueKind): Kind => ({
  summary: "The sum of k equal exponential stages: less variable than one.",
  parameters: { k: countBetween({ min: 1, max: 1_000_000 }, "4"), mean: positiveValue(values, 1) },
  forms: [{ required: ["k", "mean"], build: ({ get }) => ({ kind: "erlang", mean: get("mean"), stages: get("k") }) }],
})

const hyperexponential = (values: ValueKind): Kind => ({
  summary: "An exponential of one of several means: more variable than one.",
  parameters: {
    mean: positiveValue(values, 1),
    cv: numberBetween({ min: 1 }, "2"),
    scv: numberBetween({ min: 1 }, "4"),
    branches: listOf("branches", (input) => weighted(input, { member: "mean", parse: positiveValue(values, 1).parse })),
  },
  forms: [
    { required: ["mean", "cv"], build: ({ get }) => ({ kind: "hyperexponential", mean: get("mean"), cv: get("cv") }) },
    {
      required: ["mean", "scv"],
      build: ({ get }) => ({ kind: "hyperexponential", mean: get("mean"), cv: Math.sqrt(get("scv")) }),
    },
    {
      required: ["branches"],
      build: ({ get }) => ({
        kind: "hyperexponential",
        branches: get<readonly Weighted<number>[]>("branches").map(([probability, mean]) => ({ probability, mean })),
      }),
    },
  ],
})

const gamma = (values: ValueKind): Kind => ({
  summary: "From nearly constant (large shape) over exponential (1) to very bursty (small).",
  parameters: { mean: positiveValue(values, 1), cv, shape },
  forms: [
    { required: ["mean", "cv"], build: ({ get }) => ({ kind: "gamma", mean: get("mean"), cv: get("cv") }) },
    { required: ["mean", "shape"], build: ({ get }) => ({ kind: "gamma", mean: get("mean"), shape: get("shape") }) },
  ],
})

const lognormal = (values: ValueKind): Kind => ({
  summary: "Skewed times whose logarithm is normal; the usual choice for service times.",
  parameters: {
    p50: positiveValue(values, 1),
    p99: positiveValue(values, 2),
    mean: positiveValue(values, 1),
    cv: numberBetween({ min: 0 }, "1.5"),
  },
  ordered: [["p50", "p99"]],
  forms: [
    { required: ["p50", "p99"], build: ({ get }) => ({ kind: "lognormal", p50: get("p50"), p99: get("p99") }) },
    { required: ["mean", "cv"], build: ({ get }) => ({ kind: "lognormal", mean: get("mean"), cv: get("cv") }) },
  ],
})

const normal = (values: ValueKind): Kind => ({
  summary: "A bell curve; what falls below 0 becomes 0.",
  parameters: { mean: valueParameter(values, 1), sd: valueParameter(values, 0) },
  forms: [
    {
      required: ["mean", "sd"],
      build: ({ get }) => ({ kind: "normal", mean: get("mean"), standardDeviation: get("sd"), min: 0 }),
    },
  ],
})

const weibull = (values: ValueKind): Kind => ({
  summary: "Times to failure: rarer with age below shape 1, more frequent above.",
  parameters: { mean: positiveValue(values, 1), scale: positiveValue(values, 1), shape },
  forms: [
    { required: ["mean", "shape"], build: ({ get }) => ({ kind: "weibull", mean: get("mean"), shape: get("shape") }) },
    {
      required: ["scale", "shape"],
      build: ({ get }) => ({ kind: "weibull", scale: get("scale"), shape: get("shape") }),
    },
  ],
})

const pareto = (values: ValueKind): Kind => ({
  summary: "A power-law tail, cut off at max where that is given.",
  parameters: {
    min: positiveValue(values, 0),
    alpha: numberBetween({ above: 0 }, "1.5"),
    max: positiveValue(values, 2),
  },
  ordered: [["min", "max"]],
  forms: [
    {
      required: ["min", "alpha"],
      optional: ["max"],
      build: ({ get, has }) => ({
        kind: "pareto",
        min: get("min"),
        alpha: get("alpha"),
        ...(has("max") ? { cap: get("max") } : {}),
      }),
    },
  ],
})

/** Bounds as in engine/distributions/zipf.ts. */
const zipf: Kind = {
  summary: "The rank of an item whose popularity falls as a power of its rank.",
  parameters: { n: countBetween({ min: 1, max: 1e9 }, "1000"), s: numberBetween({ min: 0, max: 100 }, "1.1") },
  forms: [{ required: ["n", "s"], build: ({ get }) => ({ kind: "zipf", n: get("n"), s: get("s") }) }],
}

const empirical = (values: ValueKind): Kind => ({
  summary: "Measured values, from a file or a list, with interpolation between neighbours.",
  parameters: { file: csvFile(values, "samples.csv"), samples: listOf(`${values.name}s`, values.parse) },
  positional: "file",
  forms: [
    { required: ["file"], build: ({ get }) => ({ kind: "empirical", file: get("file") }) },
    { required: ["samples"], build: ({ get }) => ({ kind: "empirical", samples: get("samples") }) },
  ],
})

const mixture = (parse: (input: unknown) => Parsed<DistributionPlan>): Kind => ({
  summary: "One of several distributions, chosen by weight.",
  parameters: {
    components: listOf("components", (input) => weighted(input, { member: "distribution", parse })),
  },
  forms: [
    {
      required: ["components"],
      build: ({ get }) => ({
        kind: "mixture",
        components: get<readonly Weighted<DistributionPlan>[]>("components").map(
          ([weight, distribution]): WeightedPlan => ({ weight, distribution }),
        ),
      }),
    },
  ],
})

type Weighted<Value> = readonly [weight: number, value: Value]

/** `{ weight: 3, <member>: … }`. */
function weighted<Value>(
  input: unknown,
  the: { member: string; parse: (input: unknown) => Parsed<Value> },
): Parsed<Weighted<Value>> {
  const expected = `weight and ${the.member}`
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    const found = describeValue(input)
    return mistaken({
      code: "E-wrong-type",
      message: `expected a mapping with ${expected}, found ${found}`,
      found,
      expected,
    })
  }
  const members = new Map<string, unknown>(Object.entries(input))
  const [stranger] = [...members.keys()].filter((key) => key !== "weight" && key !== the.member)
  if (stranger !== undefined) {
    const message = `unknown parameter ${quote(stranger)}; expected ${expected}`
    return mistaken({ code: "E-unknown-parameter", message, found: stranger, expected, path: [stranger], isKey: true })
  }
  const absent = ["weight", the.member].filter((name) => !members.has(name))
  if (absent.length > 0)
    return mistaken({ code: "E-missing-parameter", message: `needs ${absent.join(" and ")}`, expected })
  const weight = parseWeight(members.get("weight"))
  const value = the.parse(members.get(the.member))
  if ("value" in weight && "value" in value) return { value: [weight.value, value.value] }
  return refused([...mistakesOf(weight, "weight"), ...mistakesOf(value, the.member)])
}
