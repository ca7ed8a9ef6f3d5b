/** Doubles and integers from random words (int32 or uint32, all bits uniform). */

const twoTo21 = 2097152
const twoTo20 = 1048576
const perTwoTo52 = 1 / 4503599627370496
const perTwoTo53 = 1 / 9007199254740992

/** Uniform in [0, 1), a multiple of 2^-53. Uses all of `a` and the upper 21 bits of `b`; the lower 11 stay free. */
export function uniform01(a: number, b: number): number {
  return ((a >>> 0) * twoTo21 + (b >>> 11)) * perTwoTo53
}

/** Uniform in the open interval (0, 1), an odd multiple of 2^-53: safe for logarithms from either end. */
export function open01(a: number, b: number): number {
  return ((a >>> 0) * twoTo20 + (b >>> 12) + 0.5) * perTwoTo52
}

/**
 * An integer in [0, n) from one word, for 1 <= n <= 2^32: the upper word of their product, by halves of the word so
 * that it is exact. The probabilities differ from 1/n by at most 2^-32.
 */
export function pickIndex(a: number, n: number): number {
  const low = (a & 0xffff) * n
  return Math.floor(((a >>> 16) * n + Math.floor(low / 65536)) / 65536)
}
