import { exp } from "../math/exp.ts"
import { expm1 } from "../math/expm1.ts"
import { ln } from "../math/ln.ts"
import { ln1p } from "../math/ln1p.ts"
import { requireNonNegative, requirePositive, requireThat } from "./require.ts"
import type { Sampler } from "./sampler.ts"
import { standardNormal } from "./standard-normal.ts"

/** Either mean and coefficient of variation (standard deviation / mean), or median and 99th percentile. */
export type LognormalParameters =
  | { readonly mean: number; readonly cv: number }
  | { readonly p50: number; readonly p99: number }

/** The 99th percentile of the standard normal distribution. */
const normalP99 = 2.3263478740408408

class Lognormal implements Sampler {
  readonly mean: number
  readonly variance: number
  private readonly logMean: number
  private readonly logDeviation: number

  constructor(logMean: number, logDeviation: number) {
    const logVariance = logDeviation * logDeviation
    this.logMean = logMean
    this.logDeviation = logDeviation
    this.mean = exp(logMean + 0.5 * logVariance)
    this.variance = this.mean * this.mean * expm1(logVariance)
  }

  sample(a: number, b: number): number {
    return exp(this.logMean + this.logDeviation * standardNormal(a, b))
  }
}

/** Lognormal: skewed service and network times whose logarithm is normal. */
export function lognormal(parameters: LognormalParameters): Sampler {
  if ("mean" in parameters) {
    const { mean, cv } = parameters
    requirePositive("mean", mean)
    requireNonNegative("cv", cv)
    const logVariance = ln1p(cv * cv)
    return new Lognormal(ln(mean) - 0.5 * logVariance, Math.sqrt(logVariance))
  }
  const { p50, p99 } = parameters
  requirePositive("p50", p50)
  requirePositive("p99", p99)
  requireThat(p50 <= p99, `p99 must be at least p50 (${p50}), not ${p99}.`)
  return new Lognormal(ln(p50), ln(p99 / p50) / normalP99)
}
