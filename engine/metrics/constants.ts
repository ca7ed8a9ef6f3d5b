// No imports here: the bundler inlines a constant only where none come before it.

/** Mantissa bits in the high word of a double (IEEE 754: 52 in all, 32 of them in the low word). */
export const HIGH_MANTISSA_BITS = 20
/** 128 buckets an octave: a bucket's middle is within 1/257 = 0.39 % of every value in it (0.14 % on average). */
export const BITS_DEFAULT = 7

/** Places in the totals of a histogram: one array of doubles, so that a record changes no object's shape and boxes no number. */
export const SUM_HIGH = 0
export const SUM_LOW = 1
/** Of the values above zero; Infinity and -Infinity while there are none. */
export const MIN = 2
export const MAX = 3
export const ZEROS = 4
export const TOTALS = 5
