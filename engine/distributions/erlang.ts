import { exponential } from "./exponential.ts"
import { gamma } from "./gamma.ts"
import { requireIntegerBetween, requirePositive } from "./require.ts"
import type { Sampler } from "./sampler.ts"

export interface ErlangParameters {
  /** Mean of the sum of all stages. */
  readonly mean: number
  /** Number of exponential stages in a row. */
  readonly stages: number
}

/** More stages than this are constant to within 0.1 % (chosen). */
const stagesMax = 1_000_000

/** Erlang: the sum of equal exponential stages; sampled as the gamma distribution it is, in constant time. */
export function erlang({ mean, stages }: ErlangParameters): Sampler {
  requirePositive("mean", mean)
  requireIntegerBetween("stages", stages, [1, stagesMax])
  return stages === 1 ? exponential({ mean }) : gamma({ mean, shape: stages })
}
