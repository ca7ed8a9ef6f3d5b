import { open01 } from "../chance/words.ts"
import { exp } from "../math/exp.ts"
import { expm1 } from "../math/expm1.ts"
import { ln } from "../math/ln.ts"
import { requirePositive, requireThat } from "./require.ts"
import type { Sampler } from "./sampler.ts"

export interface ParetoParameters {
  /** Smallest value. */
  readonly min: number
  /** Exponent of the tail P(X > x) = (min / x)^alpha. Without a cap the mean is infinite up to 1, the variance up to 2. */
  readonly alpha: number
  /** Truncates: the distribution given that X is at most `cap`. Values do not pile up there. */
  readonly cap?: number
}

class Pareto implements Sampler {
  readonly mean: number
  readonly variance: number
  private readonly min: number
  private readonly inverseAlpha: number
  /** Probability, before truncation, of exceeding the cap. */
  private readonly beyond: number

  constructor(min: number, alpha: number, cap: number) {
    this.min = min
    this.inverseAlpha = 1 / alpha
    const logRatio = cap === Infinity ? Infinity : ln(cap / min)
    this.beyond = exp(-alpha * logRatio)
    const first = relativeMoment(1, alpha, logRatio)
    const second = relativeMoment(2, alpha, logRatio)
    this.mean = min * first
    this.variance = second === Infinity ? Infinity : min * min * Math.max(0, second - first * first)
  }

  sample(a: number, b: number): number {
    const survival = this.beyond + (1 - this.beyond) * open01(a, b)
    return this.min * exp(-this.inverseAlpha * ln(survival))
  }
}

/** E[(X / min)^order] for ln(cap / min) = logRatio: alpha times the integral of y^(order - alpha - 1) from 1 to cap / min, over the mass kept. */
function relativeMoment(order: number, alpha: number, logRatio: number): number {
  if (logRatio === 0) return 1
  const power = order - alpha
  if (logRatio === Infinity) return power < 0 ? -alpha / power : Infinity
  const integral = power === 0 ? logRatio : expm1(power * logRatio) / power
  return (alpha * integral) / -expm1(-alpha * logRatio)
}

/** Pareto type I: sizes and durations with a power-law tail, optionally truncated. */
export function pareto({ min, alpha, cap = Infinity }: ParetoParameters): Sampler {
  requirePositive("min", min)
  requirePositive("alpha", alpha)
  requireThat(cap >= min, `cap must be at least min (${min}), not ${cap}.`)
  return new Pareto(min, alpha, cap)
}
