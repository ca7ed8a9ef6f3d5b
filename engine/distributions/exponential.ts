import { requireNonNegative } from "./require.ts"
import type { Sampler } from "./sampler.ts"
import { standardExponential } from "./standard-exponential.ts"

export interface ExponentialParameters {
  readonly mean: number
}

class Exponential implements Sampler {
  readonly mean: number
  readonly variance: number

  constructor(mean: number) {
    this.mean = mean
    this.variance = mean * mean
  }

  sample(a: number, b: number): number {
    return this.mean * standardExponential(a, b)
  }
}

/** Exponential: the time between events that do not know of each other. */
export function exponential({ mean }: ExponentialParameters): Sampler {
  requireNonNegative("mean", mean)
  return new Exponential(mean)
}
