import type { Word64 } from "../../kit/hash/word64.ts"

/** The multiplier of the generator, 2862933555777941757, as upper and lower word. */
const factorHigh = 0x27bb2ee6
const factorLow = 0x87b0b0fd

const twoTo31 = 2_147_483_648

/**
 * The bucket, 0 to `buckets` - 1, of a 64-bit key; `word` holds the key and is used up.
 * Source: J. Lamping, E. Veach, A Fast, Minimal Memory, Consistent Hash Algorithm, arXiv 1406.2294, 2014.
 */
export function jumpBucket(word: Word64, buckets: number): number {
  let bucket = -1
  let next = 0
  while (next < buckets) {
    bucket = next
    word.multiply(factorHigh, factorLow).add(0, 1)
    next = Math.floor((bucket + 1) * (twoTo31 / ((word.high >>> 1) + 1)))
  }
  return bucket
}

/** Sets a word to a whole number from 0 to 2^53. */
export function setKey(word: Word64, key: number): Word64 {
  return word.set(Math.floor(key / 4_294_967_296), key % 4_294_967_296)
}
