import { requireFinite } from "./require.ts"
import type { Sampler } from "./sampler.ts"

export interface ConstantParameters {
  readonly value: number
}

class Constant implements Sampler {
  readonly mean: number
  readonly variance = 0

  constructor(value: number) {
    this.mean = value
  }

  sample(_a: number, _b: number): number {
    return this.mean
  }
}

/** Always the same value. */
export function constant({ value }: ConstantParameters): Sampler {
  requireFinite("value", value)
  return new Constant(value)
}
