import { chiSquareTail } from "./distributions.ts"
import { exp } from "./elementary.ts"

const PI = 3.141592653589793
const ROOT_TWO_PI = 2.5066282746310002

export interface TestResult {
  readonly statistic: number
  /** How often a true hypothesis gives a statistic at least this large. */
  readonly pValue: number
}

/**
 * Pearson's chi-square test of counts against expected counts; cells need about 5 expected each to be trusted.
 * `fittedParameters` were estimated from the same counts. Throws a RangeError where the lengths differ.
 */
export function chiSquareTest(
  observed: readonly number[],
  expected: readonly number[],
  fittedParameters = 0,
): TestResult & { readonly degreesOfFreedom: number } {
  if (observed.length !== expected.length) throw new RangeError("each observed count needs an expected one")
  const degreesOfFreedom = observed.length - 1 - fittedParameters
  if (degreesOfFreedom < 1) throw new RangeError("a chi-square test needs more cells than fitted parameters plus one")
  let statistic = 0
  observed.forEach((count, i) => {
    const wanted = expected[i] ?? Number.NaN
    statistic += ((count - wanted) * (count - wanted)) / wanted
  })
  return { statistic, pValue: chiSquareTail(statistic, degreesOfFreedom), degreesOfFreedom }
}

/**
 * Kolmogorov-Smirnov test of samples against a continuous distribution function, no parameter of which was fitted.
 * The p-value is the limit's with Stephens' (1970) correction: good to 0.01 from 5 samples on.
 */
export function kolmogorovSmirnovTest(samples: readonly number[], cdf: (x: number) => number): TestResult {
  const sorted = Float64Array.from(samples).sort()
  const n = sorted.length
  if (n === 0) throw new RangeError("a Kolmogorov-Smirnov test needs samples")
  let statistic = 0
  sorted.forEach((sample, i) => {
    const below = cdf(sample)
    statistic = Math.max(statistic, below - i / n, (i + 1) / n - below)
  })
  const root = Math.sqrt(n)
  return { statistic, pValue: kolmogorovTail((root + 0.12 + 0.11 / root) * statistic) }
}

/** P(K > x) of Kolmogorov's distribution: the two classical series, each where it converges fast. */
export function kolmogorovTail(x: number): number {
  if (x <= 0) return 1
  if (x < 1.18) {
    const y = (-PI * PI) / (8 * x * x)
    const sum = exp(y) + exp(9 * y) + exp(25 * y) + exp(49 * y)
    return 1 - (ROOT_TWO_PI / x) * sum
  }
  const y = -2 * x * x
  return Math.max(0, 2 * (exp(y) - exp(4 * y) + exp(9 * y) - exp(16 * y)))
}
