/**
 * Simulated time: an integer number of nanoseconds in a double (2^53 ns = 104 days).
 * The brand is optional, so arithmetic needs no cast while a `Bytes` handed in for an `Ns` is refused.
 */
export type Ns = number & { readonly __unit?: "ns" }
/** A size in bytes. */
export type Bytes = number & { readonly __unit?: "bytes" }

export const NS_PER_US = 1e3
export const NS_PER_MS = 1e6
export const NS_PER_S = 1e9

/** The last instant a run can reach; beyond it integers are no longer exact. */
export const TIME_MAX_NS: Ns = 9007199254740991

/** Rounds a sampled duration to whole nanoseconds; a negative draw counts as zero. */
export function wholeNs(durationNs: number): Ns {
  return durationNs <= 0 ? 0 : Math.floor(durationNs + 0.5)
}
