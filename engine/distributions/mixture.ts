import { hashTriple } from "../chance/hash.ts"
import { pickIndex } from "../chance/words.ts"
import { requirePositive, requireThat } from "./require.ts"
import type { Sampler } from "./sampler.ts"

export interface MixtureComponent {
  /** Weights are relative: they are divided by their sum. */
  readonly weight: number
  readonly sampler: Sampler
}

export interface MixtureParameters {
  readonly components: readonly MixtureComponent[]
}

const twoTo32 = 4294967296

class Mixture implements Sampler {
  readonly mean: number
  readonly variance: number
  private readonly samplers: readonly Sampler[]
  /** Column i of the alias table keeps i when the second word is below `thresholds[i]`, else gives `aliases[i]`. */
  private readonly thresholds: Float64Array
  private readonly aliases: Int32Array

  constructor(components: readonly MixtureComponent[]) {
    const total = components.reduce((sum, component) => sum + component.weight, 0)
    const probabilities = Float64Array.from(components, (component) => component.weight / total)
    this.samplers = components.map((component) => component.sampler)
    this.thresholds = new Float64Array(components.length)
    this.aliases = new Int32Array(components.length)
    fillAliasTable(probabilities, this.thresholds, this.aliases)
    this.mean = this.samplers.reduce((sum, sampler, i) => sum + probabilities[i] * sampler.mean, 0)
    this.variance = this.mean === Infinity ? Infinity : this.totalVariance(probabilities)
  }

  sample(a: number, b: number): number {
    const column = pickIndex(a, this.samplers.length)
    const chosen = b >>> 0 < this.thresholds[column] ? column : this.aliases[column]
    // The choice has used up the words; the component gets fresh ones, also when it is a mixture itself.
    return this.samplers[chosen].sample(hashTriple(a, b, 1), hashTriple(a, b, 2))
  }

  /** Variance within the components plus variance between their means. */
  private totalVariance(probabilities: Float64Array): number {
    return this.samplers.reduce((sum, sampler, i) => {
      const difference = sampler.mean - this.mean
      return sum + probabilities[i] * (sampler.variance + difference * difference)
    }, 0)
  }
}

/** M. D. Vose, "A linear algorithm for generating random numbers with a given distribution", IEEE TSE 17(9), 1991. */
function fillAliasTable(probabilities: Float64Array, thresholds: Float64Array, aliases: Int32Array): void {
  const n = probabilities.length
  const scaled = probabilities.map((probability) => probability * n)
  const small: number[] = []
  const large: number[] = []
  scaled.forEach((value, i) => {
    thresholds[i] = twoTo32
    aliases[i] = i
    ;(value < 1 ? small : large).push(i)
  })
  for (;;) {
    const poor = small.pop()
    const rich = large.pop()
    // What is left on one side is full but for rounding and keeps its own column.
    if (poor === undefined || rich === undefined) return
    thresholds[poor] = scaled[poor] * twoTo32
    aliases[poor] = rich
    scaled[rich] -= 1 - scaled[poor]
    ;(scaled[rich] < 1 ? small : large).push(rich)
  }
}

/** Mixture: each sample comes from one of several distributions, chosen by weight. */
export function mixture({ components }: MixtureParameters): Sampler {
  requireThat(components.length > 0, "components must not be empty.")
  components.forEach((component, i) => {
    requirePositive(`components[${i}].weight`, component.weight)
  })
  return new Mixture(components)
}
