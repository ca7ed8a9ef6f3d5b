import { uniform01 } from "../chance/words.ts"
import { requireFinite, requireThat } from "./require.ts"
import type { Sampler } from "./sampler.ts"

export interface UniformParameters {
  readonly min: number
  /** At least `min`; never reached except when equal to it. */
  readonly max: number
}

class Uniform implements Sampler {
  readonly mean: number
  readonly variance: number
  private readonly min: number
  private readonly width: number

  constructor(min: number, max: number) {
    this.min = min
    this.width = max - min
    this.mean = min + 0.5 * this.width
    this.variance = (this.width * this.width) / 12
  }

  sample(a: number, b: number): number {
    return this.min + this.width * uniform01(a, b)
  }
}

/** Every value between `min` and `max` is equally likely. */
export function uniform({ min, max }: UniformParameters): Sampler {
  requireFinite("min", min)
  requireFinite("max", max)
  requireThat(min <= max, `max must be at least min (${min}), not ${max}.`)
  return new Uniform(min, max)
}
