import seedrandom from "seedrandom"

/** Four int32 words, all that the streams of a run know of the user's seed. */
export interface SeedWords {
  readonly a: number
  readonly b: number
  readonly c: number
  readonly d: number
}

/** The words of a user's seed text. Different texts give unrelated words. */
export function seedWords(seed: string): SeedWords {
  const generator = seedrandom(unambiguousKey(seed))
  return { a: generator.int32(), b: generator.int32(), c: generator.int32(), d: generator.int32() }
}

/**
 * seedrandom repeats a short key cyclically and reads only the lower byte of each character, so
 * "1" and "11", or "A" and "\u0141", would be one seed. A length prefix and two bytes a character prevent both.
 */
function unambiguousKey(seed: string): string {
  let key = `${seed.length}:`
  for (let i = 0; i < seed.length; i++) {
    const unit = seed.charCodeAt(i)
    key += String.fromCharCode(unit >>> 8, unit & 0xff)
  }
  return key
}
