import { normalCumulative, normalDensity } from "../math/normal-curve.ts"
import { requireFinite, requireNonNegative } from "./require.ts"
import type { Sampler } from "./sampler.ts"
import { standardNormal } from "./standard-normal.ts"

/** `mean` and `standardDeviation` are those of the bell curve, before any clamping. */
export interface NormalParameters {
  readonly mean: number
  readonly standardDeviation: number
  /** Values below it become it (0 for durations). Absent: no bound. */
  readonly min?: number
}

class Normal implements Sampler {
  readonly mean: number
  readonly variance: number
  private readonly centre: number
  private readonly deviation: number
  private readonly min: number

  constructor(centre: number, deviation: number, min: number) {
    this.centre = centre
    this.deviation = deviation
    this.min = min
    if (deviation === 0 || min === -Infinity) {
      this.mean = Math.max(centre, min)
      this.variance = deviation * deviation
      return
    }
    // Moments of max(X, min) in units of the deviation, above min.
    const t = (centre - min) / deviation
    const below = normalCumulative(t)
    const density = normalDensity(t)
    const excess = density + t * below
    const excessSquare = (1 + t * t) * below + t * density
    this.mean = min + deviation * excess
    this.variance = deviation * deviation * Math.max(0, excessSquare - excess * excess)
  }

  sample(a: number, b: number): number {
    return Math.max(this.min, this.centre + this.deviation * standardNormal(a, b))
  }
}

/**
 * Normal, optionally clamped from below. The sampler's `mean` and `variance` are those of the clamped
 * values, so they differ from the parameters when the bound cuts off a noticeable part.
 */
export function normal({ mean, standardDeviation, min = -Infinity }: NormalParameters): Sampler {
  requireFinite("mean", mean)
  requireNonNegative("standardDeviation", standardDeviation)
  if (min !== -Infinity) requireFinite("min", min)
  return new Normal(mean, standardDeviation, min)
}
