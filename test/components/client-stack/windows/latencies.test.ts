import fc from "fast-check"
import { expect, it } from "vitest"
import {
  addLatency,
  clearLatencies,
  createLatencies,
  quantileNs,
} from "../../../../components/client-stack/windows/latencies.ts"

function latenciesOf(values: readonly number[]) {
  const latencies = createLatencies()
  for (const value of values) addLatency(latencies, value)
  return latencies
}

it("is within 1/16 of the value at the rank, from 1 µs to an hour", () => {
  const values = fc.array(fc.integer({ min: 1024, max: 3600e9 }), { minLength: 1, maxLength: 50 })
  fc.assert(
    fc.property(values, fc.double({ min: 0.01, max: 1, noNaN: true }), (sample, share) => {
      const sorted = [...sample].sort((a, b) => a - b)
      const wanted = sorted[Math.max(1, Math.ceil(share * sample.length)) - 1] ?? 0
      const found = quantileNs([latenciesOf(sample)], share)
      expect(Math.abs(found / wanted - 1)).toBeLessThanOrEqual(1 / 16)
    }),
  )
})

it("is exact where all are alike, over windows, and 0 of none", () => {
  for (const value of [1, 1500, 10e6, 12.5e6, 2 ** 35 + 12345, 4e12, 9e15]) {
    expect(quantileNs([latenciesOf([value, value]), latenciesOf([value])], 0.5)).toBe(value)
  }
  const latencies = latenciesOf([5e6])
  clearLatencies(latencies)
  expect(quantileNs([latencies, createLatencies()], 0.5)).toBe(0)
})
