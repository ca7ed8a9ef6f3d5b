// No imports here: the bundler inlines a constant only where none come before it.

/** Places of an edge's measures. A sum is high × WORD + low, exact beyond 2^53. */
export const SUM_LOW = 0
export const SUM_HIGH = 1
export const WORST = 2
/** 2^52: the low word and a latency stay below 2^53 together. */
export const WORD = 4503599627370496
