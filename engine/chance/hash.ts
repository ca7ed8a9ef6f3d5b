/**
 * 32-bit hashes. Every result is an int32 (possibly negative), as all words of chance in the engine are.
 */

/** 2^32 divided by the golden ratio, the usual odd constant for spreading counters. */
const golden = 0x9e3779b9

/** MurmurHash3's finalizer fmix32: a bijection in which each input bit flips about half of the output bits. */
export function mix32(h: number): number {
  let x = h ^ (h >>> 16)
  x = Math.imul(x, 0x85ebca6b)
  x ^= x >>> 13
  x = Math.imul(x, 0xc2b2ae35)
  return x ^ (x >>> 16)
}

/** Hash of two words; the order matters. */
export function hashPair(a: number, b: number): number {
  return mix32(a ^ mix32((b + golden) | 0))
}

/**
 * The word number `counter` derived from the pair (a, b). Samplers that reject or need more than
 * their two words go on with these, so a sample never takes more than one step of its stream.
 */
export function hashTriple(a: number, b: number, counter: number): number {
  return mix32(a ^ mix32((b + Math.imul(counter, golden)) | 0))
}

/** MurmurHash3 (x86, 32 bits) of a text's UTF-16 code units, one block each, under a 32-bit seed. */
export function hashText(text: string, seed: number): number {
  let h = seed | 0
  for (let i = 0; i < text.length; i++) {
    let k = Math.imul(text.charCodeAt(i), 0xcc9e2d51)
    k = (k << 15) | (k >>> 17)
    h ^= Math.imul(k, 0x1b873593)
    h = (h << 13) | (h >>> 19)
    h = (Math.imul(h, 5) + 0xe6546b64) | 0
  }
  return mix32(h ^ text.length)
}
