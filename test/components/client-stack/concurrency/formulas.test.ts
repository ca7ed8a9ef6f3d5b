import { expect, it } from "vitest"
import {
  gradient2Limit,
  gradientLimit,
  log10,
  vegasLimit,
  vegasQueue,
} from "../../../../components/client-stack/concurrency/formulas.ts"

// A11: L = 100, minRTT 10: gradient clamp(0.5, 2, 12.5 / p50), then trunc(L g + sqrt(L g)).
it.each([
  [10, 136], // 125 + 11.2
  [12.5, 110],
  [25, 57], // 50 + 7.1
  [100, 57],
  [1, 214], // at most twice: 200 + 14.1
])("Envoy's gradient at a median of %f gives %i", (median, limit) => {
  expect(gradientLimit(100, 10, median, { buffer: 0.25, limitMin: 3, limitMax: 1000 })).toBe(limit)
})

it("Envoy's gradient stays between its bounds", () => {
  expect(gradientLimit(900, 10, 5, { buffer: 0.25, limitMin: 3, limitMax: 1000 })).toBe(1000)
  expect(gradientLimit(3, 10, 50, { buffer: 0.25, limitMin: 3, limitMax: 1000 })).toBe(3)
})

// A11: L = 20, latency without load 10: a step is 1, alpha 3, beta 6.
it.each([
  [10.2, 26], // 1 in the line: + beta
  [11, 21], // 2: + 1
  [13, 20], // 5: between alpha and beta
  [20, 19], // 10: - 1
])("Vegas at a latency of %f gives %i", (latency, limit) => {
  expect(vegasLimit(20, vegasQueue(20, 10, latency))).toBe(limit)
})

it("Vegas takes steps by the limit's digits", () => {
  expect([9, 10, 99, 100, 999, 1000].map(log10)).toEqual([1, 1, 1, 2, 2, 3])
  expect(vegasLimit(200, 0)).toBe(212)
})

// L' = 0.8 * 100 + 0.2 * (100 * clamp(0.5, 1, 1.5 * 10 / 30) + 4)
it("Gradient2 at 10 over 30 ms gives 90.8", () => {
  expect(gradient2Limit(100, 10, 30, { tolerance: 1.5, queue: 4, smoothing: 0.2 })).toBeCloseTo(90.8, 9)
})

it("a callee that answers in no time is no reason for a limit that is no number", () => {
  expect(gradientLimit(100, 0, 0, { buffer: 0.25, limitMin: 3, limitMax: 1000 })).toBe(214)
  expect(gradient2Limit(100, 0, 0, { tolerance: 1.5, queue: 4, smoothing: 0.2 })).toBeCloseTo(100.8, 9)
})
