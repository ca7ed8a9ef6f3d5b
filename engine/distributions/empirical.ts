import { uniform01 } from "../chance/words.ts"
import { requireFinite, requireThat } from "./require.ts"
import type { Sampler } from "./sampler.ts"

export interface EmpiricalParameters {
  /** Measured values in any order; at least one. */
  readonly samples: readonly number[]
}

class Empirical implements Sampler {
  readonly mean: number
  readonly variance: number
  /** Ascending. */
  private readonly sorted: Float64Array

  constructor(samples: readonly number[]) {
    this.sorted = Float64Array.from(samples).sort()
    this.mean = meanOfSegments(this.sorted)
    this.variance = varianceOfSegments(this.sorted, this.mean)
  }

  sample(a: number, b: number): number {
    const position = uniform01(a, b) * (this.sorted.length - 1)
    const index = Math.floor(position)
    const value = this.sorted[index]
    const next = index + 1 < this.sorted.length ? this.sorted[index + 1] : value
    return value + (position - index) * (next - value)
  }
}

/** Between neighbours the density is constant, so a segment's mean is its middle. */
function meanOfSegments(sorted: Float64Array): number {
  if (sorted.length === 1) return sorted[0]
  let sum = 0
  for (let i = 1; i < sorted.length; i++) sum += 0.5 * (sorted[i - 1] + sorted[i])
  return sum / (sorted.length - 1)
}

/** The mean square of a uniform variate from x to y is (x^2 + x y + y^2) / 3. */
function varianceOfSegments(sorted: Float64Array, mean: number): number {
  if (sorted.length === 1) return 0
  let sum = 0
  for (let i = 1; i < sorted.length; i++) {
    const x = sorted[i - 1] - mean
    const y = sorted[i] - mean
    sum += (x * x + x * y + y * y) / 3
  }
  return sum / (sorted.length - 1)
}

/**
 * Empirical: the quantile function of the samples with linear interpolation (Hyndman & Fan type 7).
 * Never below the smallest or above the largest sample; its mean and variance are those of the interpolated curve.
 */
export function empirical({ samples }: EmpiricalParameters): Sampler {
  requireThat(samples.length > 0, "samples must not be empty.")
  samples.forEach((sample, i) => {
    requireFinite(`samples[${i}]`, sample)
  })
  return new Empirical(samples)
}
