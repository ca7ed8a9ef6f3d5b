import { describe, expect, test } from "vitest"
import { createKeyed, KeyedStream } from "../../../engine/chance/keyed.ts"
import { seedWords } from "../../../engine/chance/seed.ts"
import { uniform01 } from "../../../engine/chance/words.ts"
import { correlationScore, uniformityScore } from "./statistics.ts"

const seed = seedWords("42")
const keyed = createKeyed(seed, "pay[2]", "service")

function valueAt(stream: KeyedStream, root: number, visit: number): number {
  stream.at(root, visit)
  return uniform01(stream.a, stream.b)
}

test("the words depend on seed, name, purpose, root and visit alone, and are pinned", () => {
  keyed.at(7, 1)
  const words = [keyed.a, keyed.b]
  expect(words).toEqual([2144599185, -514687506])
  keyed.at(8, 1)
  keyed.at(7, 2)
  keyed.at(7, 1)
  expect([keyed.a, keyed.b]).toEqual(words)
  keyed.at(7 + 2 ** 32, 1)
  expect([keyed.a, keyed.b]).toEqual(words)
  const others = [
    createKeyed(seedWords("43"), "pay[2]", "service"),
    createKeyed(seed, "pay[1]", "service"),
    createKeyed(seed, "pay[2]", "other"),
  ]
  const values = [keyed, ...others].map((stream) => valueAt(stream, 7, 1))
  expect(new Set(values).size).toBe(4)
})

/** The bytes of `a` and `b` over a grid of roots and visits: 65,536 cells of pairs of successive bytes. */
function scores(order: (i: number) => readonly [number, number]): number[] {
  const n = 400_000
  const within = new Float64Array(65536)
  const across = new Float64Array(65536)
  const low = new Float64Array(65536)
  const xs = new Float64Array(n)
  let previous = 0
  for (let i = 0; i < n; i++) {
    const [root, visit] = order(i)
    keyed.at(root, visit)
    const byte = keyed.a >>> 24
    const bump = (counts: Float64Array, cell: number) => {
      counts[cell] = (counts[cell] ?? 0) + 1
    }
    bump(within, byte * 256 + (keyed.b >>> 24))
    bump(across, previous * 256 + byte)
    bump(low, (keyed.a & 255) * 256 + (keyed.b & 255))
    previous = byte
    xs[i] = uniform01(keyed.a, keyed.b)
  }
  return [within, across, low].map(uniformityScore).concat(correlationScore(xs.subarray(1), xs.subarray(0, n - 1)))
}

describe("independence", () => {
  test.each([
    ["consecutive roots, one visit", (i: number) => [i, 3] as const],
    ["consecutive visits of one root", (i: number) => [12345, i] as const],
    ["a few visits of each root", (i: number) => [i >>> 2, i & 3] as const],
    ["roots in steps of 65,536", (i: number) => [Math.imul(i, 65536) + (i >>> 16), 0] as const],
    ["root equal to visit", (i: number) => [i, i] as const],
  ])("%s", (_name, order) => {
    for (const score of scores(order)) expect(Math.abs(score)).toBeLessThan(4.5)
  })

  test("streams of neighbouring names are uncorrelated on the same requests", () => {
    const other = createKeyed(seed, "pay[3]", "service")
    const xs = Float64Array.from({ length: 200_000 }, (_, i) => valueAt(keyed, i, 1))
    const ys = Float64Array.from({ length: 200_000 }, (_, i) => valueAt(other, i, 1))
    expect(Math.abs(correlationScore(xs, ys))).toBeLessThan(4.5)
  })
})

test("avalanche: every input bit flips every output bit half of the time", () => {
  const trials = 4000
  const worst = { bias: 0 }
  for (let bit = 0; bit < 64; bit++) {
    const flips = new Float64Array(64)
    for (let trial = 0; trial < trials; trial++) {
      keyed.at(trial, trial % 5)
      const { a, b } = keyed
      keyed.at(bit < 32 ? trial ^ (1 << bit) : trial, bit < 32 ? trial % 5 : (trial % 5) ^ (1 << (bit - 32)))
      for (let i = 0; i < 32; i++) {
        flips[i] = (flips[i] ?? 0) + (((keyed.a ^ a) >>> i) & 1)
        flips[32 + i] = (flips[32 + i] ?? 0) + (((keyed.b ^ b) >>> i) & 1)
      }
    }
    for (const count of flips) worst.bias = Math.max(worst.bias, Math.abs(count / trials - 0.5))
  }
  // 4,096 cells with standard deviation 0.0079 each: the largest of so many lies near 4 of them.
  expect(worst.bias).toBeLessThan(0.0079 * 5.5)
})

test("at is a bijection: no two of a million addresses share both words", () => {
  const seen = new Set<number>()
  for (let root = 0; root < 250_000; root++) {
    for (let visit = 0; visit < 4; visit++) {
      keyed.at(root, visit)
      seen.add((keyed.a >>> 0) * 2 ** 21 + (keyed.b >>> 11))
    }
  }
  // Over 53 of the 64 bits chance gives 5e-5 collisions.
  expect(seen.size).toBe(1_000_000)
})

test("constant words are taken as int32", () => {
  const signed = new KeyedStream(-1, -2)
  const unsigned = new KeyedStream(0xffffffff, 0xfffffffe)
  expect(valueAt(signed, 1, 2)).toBe(valueAt(unsigned, 1, 2))
})
