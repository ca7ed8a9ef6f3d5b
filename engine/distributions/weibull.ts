import { exp } from "../math/exp.ts"
import { gammaFunction } from "../math/gamma.ts"
import { ln } from "../math/ln.ts"
import { requirePositive } from "./require.ts"
import type { Sampler } from "./sampler.ts"
import { standardExponential } from "./standard-exponential.ts"

/** Shape, and either the mean or the scale (the 63rd percentile). Below shape 1 failures become rarer with age, above 1 more frequent. */
export type WeibullParameters =
  | { readonly mean: number; readonly shape: number }
  | { readonly scale: number; readonly shape: number }

class Weibull implements Sampler {
  readonly mean: number
  readonly variance: number
  private readonly logScale: number
  private readonly power: number

  constructor(scale: number, shape: number) {
    this.power = 1 / shape
    this.logScale = ln(scale)
    const first = gammaFunction(1 + this.power)
    this.mean = scale * first
    this.variance = scale * scale * (gammaFunction(1 + 2 * this.power) - first * first)
  }

  sample(a: number, b: number): number {
    return exp(this.logScale + this.power * ln(standardExponential(a, b)))
  }
}

/** Weibull: times to failure with a hazard that falls or rises with age. */
export function weibull(parameters: WeibullParameters): Sampler {
  const { shape } = parameters
  requirePositive("shape", shape)
  if ("scale" in parameters) {
    requirePositive("scale", parameters.scale)
    return new Weibull(parameters.scale, shape)
  }
  requirePositive("mean", parameters.mean)
  return new Weibull(parameters.mean / gammaFunction(1 + 1 / shape), shape)
}
