import { describe, expect, test } from "vitest"
import { createKeyed } from "../../../engine/chance/keyed.ts"
import { seedWords } from "../../../engine/chance/seed.ts"
import { createStream } from "../../../engine/chance/stream.ts"
import { compileDistribution, type Sampler } from "../../../engine/distributions/index.ts"
import { uniformityScore } from "../chance/statistics.ts"
import { continuousCases } from "./cases.ts"

const n = 200_000
const seed = seedWords("theory")

function sequential(sampler: Sampler, title: string): Float64Array {
  const stream = createStream(seed, title, "test")
  const values = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    stream.step()
    values[i] = sampler.sample(stream.a, stream.b)
  }
  return values
}

function keyed(sampler: Sampler, title: string): Float64Array {
  const stream = createKeyed(seed, title, "test")
  const values = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    stream.at(i >>> 1, i & 1)
    values[i] = sampler.sample(stream.a, stream.b)
  }
  return values
}

function moments(values: Float64Array): { readonly mean: number; readonly variance: number; readonly fourth: number } {
  let sum = 0
  for (const value of values) sum += value
  const mean = sum / n
  let squares = 0
  let fourths = 0
  for (const value of values) {
    const square = (value - mean) * (value - mean)
    squares += square
    fourths += square * square
  }
  return { mean, variance: squares / n, fourth: fourths / n }
}

describe.each([
  ["a sequential stream", sequential],
  ["a keyed stream", keyed],
])("samples from %s have the exact distribution", (_name, draw) => {
  test.each(continuousCases)("$title", ({ title, spec, cdf }) => {
    const sampler = compileDistribution(spec)
    const values = draw(sampler, title)

    // 200 equally likely classes: the probability integral transform must be uniform.
    const counts = new Float64Array(200)
    let tail = 0
    for (const value of values) {
      const p = cdf(value)
      const cell = Math.min(199, Math.floor(p * 200))
      counts[cell] = (counts[cell] ?? 0) + 1
      if (p > 0.999) tail++
    }
    expect(Math.abs(uniformityScore(counts))).toBeLessThan(4.5)
    // Beyond the 99.9th percentile: binomial, 5 standard deviations.
    expect(Math.abs(tail - n * 0.001)).toBeLessThan(5 * Math.sqrt(n * 0.001 * 0.999))

    if (!(sampler.variance < Infinity)) return
    const { mean, variance, fourth } = moments(values)
    expect(Math.abs(mean - sampler.mean)).toBeLessThan(5 * Math.sqrt(sampler.variance / n))
    const varianceError = Math.sqrt((fourth - variance * variance) / n)
    expect(Math.abs(variance - sampler.variance)).toBeLessThan(5 * varianceError)
  })
})
