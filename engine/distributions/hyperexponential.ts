import { hashTriple } from "../chance/hash.ts"
import { uniform01 } from "../chance/words.ts"
import { requireNonNegative, requirePositive, requireThat } from "./require.ts"
import type { Sampler } from "./sampler.ts"
import { standardExponential } from "./standard-exponential.ts"

export interface HyperexponentialBranch {
  /** Probabilities are relative: they are divided by their sum. */
  readonly probability: number
  readonly mean: number
}

/** Explicit branches, or mean and coefficient of variation (at least 1) for two branches with balanced means. */
export type HyperexponentialParameters =
  | { readonly branches: readonly HyperexponentialBranch[] }
  | { readonly mean: number; readonly cv: number }

class Hyperexponential implements Sampler {
  readonly mean: number
  readonly variance: number
  /** `cumulative[i]` is the probability of branches 0 to i; the last is 1. */
  private readonly cumulative: Float64Array
  private readonly means: Float64Array

  constructor(branches: readonly HyperexponentialBranch[]) {
    const total = branches.reduce((sum, branch) => sum + branch.probability, 0)
    this.cumulative = new Float64Array(branches.length)
    this.means = new Float64Array(branches.length)
    let below = 0
    let mean = 0
    let square = 0
    branches.forEach((branch, i) => {
      const probability = branch.probability / total
      below += probability
      mean += probability * branch.mean
      square += 2 * probability * branch.mean * branch.mean
      this.cumulative[i] = below
      this.means[i] = branch.mean
    })
    this.cumulative[branches.length - 1] = 1
    this.mean = mean
    this.variance = square - mean * mean
  }

  sample(a: number, b: number): number {
    // Counters 1 to 4 belong to the exponential's own rejections.
    const choice = uniform01(hashTriple(a, b, 5), hashTriple(a, b, 6))
    let branch = 0
    while (choice >= this.cumulative[branch]) branch++
    return this.means[branch] * standardExponential(a, b)
  }
}

/** Hyperexponential: an exponential time of one of several means, more variable than one exponential. */
export function hyperexponential(parameters: HyperexponentialParameters): Sampler {
  if ("branches" in parameters) return new Hyperexponential(checked(parameters.branches))
  const { mean, cv } = parameters
  requirePositive("mean", mean)
  requireThat(
    cv >= 1 && cv < Infinity,
    `cv must be a finite number of at least 1, not ${cv}; below 1 use erlang or gamma.`,
  )
  // Balanced means (each branch contributes half of the mean): Allen, "Probability, statistics and queueing theory", 1990, 3.2.9.
  const square = cv * cv
  const rare = 1 / (square + 1 + Math.sqrt((square + 1) * (square - 1)))
  return new Hyperexponential([
    { probability: 1 - rare, mean: mean / (2 * (1 - rare)) },
    { probability: rare, mean: mean / (2 * rare) },
  ])
}

function checked(branches: readonly HyperexponentialBranch[]): readonly HyperexponentialBranch[] {
  requireThat(branches.length > 0, "branches must not be empty.")
  branches.forEach((branch, i) => {
    requirePositive(`branches[${i}].probability`, branch.probability)
    requireNonNegative(`branches[${i}].mean`, branch.mean)
  })
  return branches
}
