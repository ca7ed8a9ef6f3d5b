import fc from "fast-check"
import seedrandom from "seedrandom"
import { expect, test } from "vitest"
import { hashPair, hashText, hashTriple, mix32 } from "../../../engine/chance/hash.ts"
import { seedWords } from "../../../engine/chance/seed.ts"

test("mix32 gives MurmurHash3's published finalizer values", () => {
  // fmix32(0) = 0, fmix32(1) = 0x514e28b7, fmix32(2) = 0x30f4c306 (reference smhasher code).
  expect([0, 1, 2].map((h) => mix32(h) >>> 0)).toEqual([0, 0x514e28b7, 0x30f4c306])
})

test("hashes are int32 and depend on every argument and its place", () => {
  const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })
  fc.assert(
    fc.property(word, word, fc.nat(100), (a, b, counter) => {
      for (const h of [mix32(a), hashPair(a, b), hashTriple(a, b, counter)]) expect(h | 0).toBe(h)
      // Bijective in each argument, so a change always shows.
      expect(hashPair(a ^ 1, b)).not.toBe(hashPair(a, b))
      expect(hashPair(a, b ^ 1)).not.toBe(hashPair(a, b))
      expect(hashTriple(a, b, counter + 1)).not.toBe(hashTriple(a, b, counter))
    }),
  )
  expect(hashPair(1, 2)).not.toBe(hashPair(2, 1))
})

test("a million pairs and 200,000 texts collide no more than chance allows", () => {
  const pairs = new Set<number>()
  for (let a = 0; a < 1000; a++) for (let b = 0; b < 1000; b++) pairs.add(hashPair(a, b))
  // Expected collisions n^2 / 2^33 = 116, standard deviation 11.
  expect(1_000_000 - pairs.size).toBeLessThan(116 + 55)
  const texts = new Set<number>()
  for (let i = 0; i < 100_000; i++) {
    texts.add(hashText(`pay[${i}]`, 1))
    texts.add(hashText(`cart-${i}`, 1))
  }
  // Expected 4.7.
  expect(200_000 - texts.size).toBeLessThan(20)
})

test("the seed is a text: repeats, prefixes and wide characters are different seeds", () => {
  const seeds = ["", "1", "11", "111", "a", "aa", "A", "\u0141", "\u0000", "42", "042", "\ud800", "\udc00"]
  const words = seeds.map((seed) => Object.values(seedWords(seed)))
  for (let place = 0; place < 4; place++) expect(new Set(words.map((w) => w[place])).size).toBe(seeds.length)
})

test("seed words are pinned and no global use of seedrandom changes them", () => {
  seedrandom("something else", { entropy: true })()
  expect(seedWords("42")).toEqual({ a: -185513531, b: -488959006, c: 60533397, d: -1537940021 })
})
