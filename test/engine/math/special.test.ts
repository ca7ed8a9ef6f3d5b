import { describe, expect, test } from "vitest"
import { powersOfTwo, powersOfTwoOffset, scaleByPowerOfTwo } from "../../../engine/math/bits.ts"
import { gammaFunction, lnGamma } from "../../../engine/math/gamma.ts"
import { generalizedHarmonic } from "../../../engine/math/harmonic.ts"
import { normalCumulative, normalDensity } from "../../../engine/math/normal-curve.ts"

function relativeError(actual: number, expected: number): number {
  return Math.abs(actual - expected) / Math.abs(expected)
}

test("the table of powers of two is exact, and scaling survives both ends", () => {
  for (let n = -1074; n <= 1023; n++) expect(powersOfTwo[n + powersOfTwoOffset]).toBe(2 ** n)
  expect(scaleByPowerOfTwo(0.75, 1024)).toBe(0.75 * 2 ** 1023 * 2)
  expect(scaleByPowerOfTwo(1, -1074)).toBe(5e-324)
  expect(scaleByPowerOfTwo(1.5, -1060)).toBe(1.5 * 2 ** -1060)
})

describe("gamma", () => {
  test.each([
    // Factorials, and gamma(1/2) = sqrt(pi), gamma(3/2) = sqrt(pi)/2.
    [1, 1],
    [2, 1],
    [3, 2],
    [5, 24],
    [11, 3628800],
    [21, 2432902008176640000],
    [0.5, Math.sqrt(Math.PI)],
    [1.5, Math.sqrt(Math.PI) / 2],
  ])("gamma(%d) is %d", (x, expected) => {
    expect(relativeError(gammaFunction(x), expected)).toBeLessThan(1e-13)
  })

  test("the recurrence gamma(x + 1) = x gamma(x) holds across the shift", () => {
    for (let x = 0.01; x < 40; x += 0.37)
      expect(Math.abs(lnGamma(x + 1) - lnGamma(x) - Math.log(x))).toBeLessThan(1e-12)
  })
})

test.each([
  // Standard tables of the normal distribution.
  [0, 0.5],
  [1, 0.8413447460685429],
  [-1, 0.15865525393145707],
  [1.959963984540054, 0.975],
  [2.3263478740408408, 0.99],
  [-3, 0.0013498980316300946],
  [6, 0.9999999990134123],
  [9, 1],
  [-9, 0],
])("normalCumulative(%d) is %d", (x, expected) => {
  expect(Math.abs(normalCumulative(x) - expected)).toBeLessThan(1e-14)
})

test("normalDensity is the slope of normalCumulative", () => {
  for (let x = -5; x <= 5; x += 0.5) {
    const slope = (normalCumulative(x + 1e-5) - normalCumulative(x - 1e-5)) / 2e-5
    expect(Math.abs(normalDensity(x) - slope)).toBeLessThan(1e-9)
  }
})

/** Compensated, for a million terms lose three digits otherwise. */
function directSum(n: number, s: number): number {
  let sum = 0
  let lost = 0
  for (let k = n; k >= 1; k--) {
    const term = k ** -s - lost
    const next = sum + term
    lost = next - sum - term
    sum = next
  }
  return sum
}

test("generalizedHarmonic equals the direct sum, below and above the switch to the tail formula", () => {
  for (const n of [1, 2, 199, 200, 201, 5000, 300_000]) {
    for (const s of [-2, -1, -0.3, 0, 0.5, 0.99, 1, 1.01, 2, 5]) {
      expect(relativeError(generalizedHarmonic(n, s), directSum(n, s)), `n ${n}, s ${s}`).toBeLessThan(1e-13)
    }
  }
})
