import { describe, expect, test } from "vitest"
import { seedWords } from "../../../engine/chance/seed.ts"
import { createStream } from "../../../engine/chance/stream.ts"
import { standardExponential, standardNormal } from "../../../engine/distributions/index.ts"
import { uniformityScore } from "../chance/statistics.ts"
import { normalCdf } from "./curves.ts"

const n = 1_000_000
const seed = seedWords("ziggurat")

describe.each([
  // Tail starts at 7.697 (probability 4.5e-4 beyond) and 3.654 (2.6e-4, both sides).
  ["exponential", standardExponential, (x: number) => -Math.expm1(-x), [7.69711747013105, 9]],
  ["normal", standardNormal, normalCdf, [3.654152885361009, 4]],
] as const)("the %s ziggurat", (name, draw, cdf, edges) => {
  const stream = createStream(seed, name, "test")
  const values = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    stream.step()
    values[i] = draw(stream.a, stream.b)
  }

  test("shows no seam between layers: 2,000 equally likely classes", () => {
    const counts = new Float64Array(2000)
    for (const value of values) {
      const cell = Math.min(1999, Math.floor(cdf(value) * 2000))
      counts[cell] = (counts[cell] ?? 0) + 1
    }
    expect(Math.abs(uniformityScore(counts))).toBeLessThan(4.5)
  })

  test("has the right weight in and beyond the start of the tail", () => {
    for (const edge of edges) {
      const p = 1 - cdf(edge)
      const beyond = values.reduce((count, value) => count + (value > edge ? 1 : 0), 0)
      expect(Math.abs(beyond - n * p)).toBeLessThan(5 * Math.sqrt(n * p))
    }
  })
})
