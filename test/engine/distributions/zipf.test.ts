import { describe, expect, test } from "vitest"
import { createKeyed } from "../../../engine/chance/keyed.ts"
import { seedWords } from "../../../engine/chance/seed.ts"
import { createStream } from "../../../engine/chance/stream.ts"
import { zipf } from "../../../engine/distributions/index.ts"
import { chiSquareScore } from "../chance/statistics.ts"

const seed = seedWords("zipf")
const draws = 200_000

describe("ranks have exactly the probabilities k^-s / H(n, s)", () => {
  test.each([
    [1, 1],
    [2, 0],
    [10, 0],
    [10, 0.3],
    [100, 0.99],
    [100, 1],
    [100, 1.01],
    [50, 2],
    [20, 3.5],
    [1000, 1],
  ])("n %d, s %d", (n, s) => {
    const sampler = zipf({ n, s })
    const counts = new Float64Array(n)
    const stream = createStream(seed, "sequential", "test")
    const keyed = createKeyed(seed, "keyed", "test")
    for (let i = 0; i < draws; i++) {
      const source = (i & 1) === 0 ? stream : keyed
      stream.step()
      keyed.at(i, 0)
      const rank = sampler.sample(source.a, source.b)
      counts[rank - 1] = (counts[rank - 1] ?? 0) + 1
    }
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(draws)
    const weights = Float64Array.from({ length: n }, (_, i) => (i + 1) ** -s)
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    const expected = weights.map((weight) => (draws * weight) / total)
    if (n === 1) {
      expect(counts[0]).toBe(draws)
      return
    }
    // Ranks expected fewer than 10 times join the last class.
    const kept = expected.filter((e) => e >= 10).length
    const merge = (values: Float64Array) => {
      const rest = values.subarray(kept).reduce((sum, value) => sum + value, 0)
      return rest > 0 ? [...values.subarray(0, kept), rest] : [...values.subarray(0, kept)]
    }
    expect(Math.abs(chiSquareScore(merge(counts), merge(expected)))).toBeLessThan(4.5)
  })
})

test("a billion ranks cost no memory and keep their head probabilities", () => {
  const sampler = zipf({ n: 1_000_000_000, s: 1 })
  const stream = createStream(seed, "billion", "test")
  let invalid = 0
  let first = 0
  let upperHalf = 0
  for (let i = 0; i < draws; i++) {
    stream.step()
    const rank = sampler.sample(stream.a, stream.b)
    if (!(Number.isInteger(rank) && rank >= 1 && rank <= 1_000_000_000)) invalid++
    if (rank === 1) first++
    if (rank > 500_000_000) upperHalf++
  }
  expect(invalid).toBe(0)
  // H(1e9) = ln 1e9 + 0.5772157 = 21.300481; the upper half has ln 2 of it.
  for (const [count, p] of [
    [first, 1 / 21.300481],
    [upperHalf, Math.LN2 / 21.300481],
  ] as const) {
    expect(Math.abs(count - draws * p)).toBeLessThan(5 * Math.sqrt(draws * p * (1 - p)))
  }
})
