/**
 * Log-linear buckets read off the bits of a double: the exponent picks the octave, the leading `bits` of the mantissa
 * one of 2^bits equal steps within it. No logarithm, so every JavaScript engine agrees on the bucket.
 */
const double = new Float64Array(1)
const words = new Uint32Array(double.buffer)
/** The high 32-bit word of a double: 1 on little-endian machines, 0 on big-endian ones. */
const HIGH_WORD = findHighWord()
const LOW_WORD = 1 - HIGH_WORD

function findHighWord(): number {
  double[0] = 1
  return words[0] === 0 ? 1 : 0
}

/** Exponent of 2^31 as a double stores it. */
const INTEGER_EXPONENT = 1054

/** The bucket that holds `value` (finite, >= 0); `shift` is HIGH_MANTISSA_BITS minus the mantissa bits kept. */
export function bucketOf(value: number, shift: number): number {
  double[0] = value
  return words[HIGH_WORD] >>> shift
}

/** `bucketOf` for an integer from 1 to 2^31 - 1, without a way through memory; `bits` are the mantissa bits kept. */
export function integerBucketOf(value: number, bits: number): number {
  const lead = Math.clz32(value)
  return ((INTEGER_EXPONENT - lead) << bits) | (((value << lead) & 0x7fffffff) >>> (31 - bits))
}

/** The smallest value in a bucket. The bucket ends where the next one starts. */
export function bucketStart(bucket: number, shift: number): number {
  words[LOW_WORD] = 0
  words[HIGH_WORD] = bucket << shift
  return double[0]
}

/** The middle of a bucket: off from any value in it by at most 1 / (2^(bits + 1) + 1) of the larger of the two. */
export function bucketMiddle(bucket: number, shift: number): number {
  return (bucketStart(bucket, shift) + bucketStart(bucket + 1, shift)) / 2
}
