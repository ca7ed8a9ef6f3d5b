import { hashTriple } from "../chance/hash.ts"
import { open01 } from "../chance/words.ts"
import { exp } from "../math/exp.ts"
import { ln } from "../math/ln.ts"
import { requirePositive } from "./require.ts"
import type { Sampler } from "./sampler.ts"
import { standardExponential } from "./standard-exponential.ts"
import { standardNormal } from "./standard-normal.ts"

/** Mean, and either the shape or the coefficient of variation (1 / sqrt(shape)). */
export type GammaParameters =
  | { readonly mean: number; readonly shape: number }
  | { readonly mean: number; readonly cv: number }

class Gamma implements Sampler {
  readonly mean: number
  readonly variance: number
  private readonly scale: number
  /** 1 / shape where the shape is below 1 and the sample must be boosted, else 0. */
  private readonly boost: number
  private readonly d: number
  private readonly c: number

  constructor(mean: number, shape: number) {
    this.mean = mean
    this.variance = (mean * mean) / shape
    this.scale = mean / shape
    this.boost = shape < 1 ? 1 / shape : 0
    this.d = (shape < 1 ? shape + 1 : shape) - 1 / 3
    this.c = 1 / Math.sqrt(9 * this.d)
  }

  sample(a: number, b: number): number {
    const value = this.scale * this.standard(a, b)
    if (this.boost === 0) return value
    // A uniform variate to the power 1/shape; counters 1 to 4 belong to the loop below.
    return value * exp(-this.boost * standardExponential(hashTriple(a, b, 5), hashTriple(a, b, 6)))
  }

  /** G. Marsaglia & W. W. Tsang, "A simple method for generating gamma variables", ACM TOMS 26(3), 2000. */
  private standard(firstA: number, firstB: number): number {
    let a = firstA
    let b = firstB
    for (;;) {
      const z = standardNormal(a, b)
      const root = 1 + this.c * z
      if (root > 0) {
        const v = root * root * root
        // Counters 1 to 4 continue the normal's own rejections, from other words than these.
        const u = open01(hashTriple(b, a, 1), hashTriple(b, a, 2))
        const square = z * z
        if (u < 1 - 0.0331 * square * square) return this.d * v
        if (ln(u) < 0.5 * square + this.d * (1 - v + ln(v))) return this.d * v
      }
      const nextA = hashTriple(b, a, 3)
      b = hashTriple(b, a, 4)
      a = nextA
    }
  }
}

/** Gamma: from nearly constant (large shape) over exponential (shape 1) to very bursty (small shape). */
export function gamma(parameters: GammaParameters): Sampler {
  requirePositive("mean", parameters.mean)
  if ("shape" in parameters) {
    requirePositive("shape", parameters.shape)
    return new Gamma(parameters.mean, parameters.shape)
  }
  requirePositive("cv", parameters.cv)
  return new Gamma(parameters.mean, 1 / (parameters.cv * parameters.cv))
}
