/**
 * A compiled distribution: a pure function of two random words (int32 or uint32, all bits uniform).
 * One sample therefore consumes exactly one step of a stream; an algorithm that rejects goes on with
 * hashes of its words. Values are in whatever unit the parameters had and are not rounded.
 */
export interface Sampler {
  /** Exact mean of the sampled values; may be Infinity. */
  readonly mean: number
  /** Exact variance of the sampled values; Infinity where it does not exist. */
  readonly variance: number
  sample(a: number, b: number): number
}
