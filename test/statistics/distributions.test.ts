import fc from "fast-check"
import { describe, expect, test } from "vitest"
import {
  betaRegularised,
  chiSquareQuantile,
  chiSquareTail,
  gammaLower,
  gammaUpper,
  normalCdf,
  normalQuantile,
  studentCdf,
  studentQuantile,
} from "../../statistics/distributions.ts"
import { exp, ln, lnGamma } from "../../statistics/elementary.ts"

describe("elementary functions", () => {
  test("ln and exp agree with the platform's to 1e-14", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-300, max: 1e300, noNaN: true }), (x) => {
        expect(Math.abs(ln(x) - Math.log(x))).toBeLessThanOrEqual(1e-14 * Math.max(1e-2, Math.abs(Math.log(x))))
      }),
    )
    fc.assert(
      fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
        expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(1e-13)
      }),
    )
  })

  test("ends of the range", () => {
    expect([ln(0), ln(1), exp(0), exp(-1000), exp(1000)]).toEqual([-Infinity, 0, 1, 0, Infinity])
    expect(ln(-1)).toBeNaN()
    expect(ln(5e-324)).toBeCloseTo(Math.log(5e-324), 10)
  })

  test("lnGamma is the logarithm of a factorial", () => {
    let factorial = 1
    for (let n = 1; n <= 100; n++) {
      expect(Math.abs(lnGamma(n) - Math.log(factorial))).toBeLessThan(1e-12 * Math.max(1, Math.log(factorial)))
      factorial *= n
    }
    expect(lnGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 12)
  })
})

describe("distributions", () => {
  // NIST/SEMATECH e-Handbook 1.3.6.7.2 (three decimals) and, with six digits, R's qt.
  test.each([
    [0.975, 1, 12.706205],
    [0.975, 2, 4.302653],
    [0.975, 9, 2.262157],
    [0.975, 10, 2.228139],
    [0.975, 29, 2.04523],
    [0.975, 100, 1.983972],
    [0.95, 5, 2.015048],
    [0.995, 19, 2.860935],
    [0.9995, 7, 5.407883],
    [0.975, 1_000_000, 1.959966],
  ])("t quantile of %d with %i degrees of freedom is %d", (p, degreesOfFreedom, t) => {
    expect(Math.abs(studentQuantile(p, degreesOfFreedom) - t)).toBeLessThan(1e-6)
    expect(studentQuantile(1 - p, degreesOfFreedom)).toBeCloseTo(-t, 5)
    expect(studentCdf(t, degreesOfFreedom)).toBeCloseTo(p, 6)
  })

  // Abramowitz & Stegun table 26.
  test.each([
    [0.5, 0],
    [0.9, 1.281552],
    [0.95, 1.644854],
    [0.975, 1.959964],
    [0.995, 2.575829],
    [0.999, 3.090232],
    [0.001, -3.090232],
  ])("normal quantile of %d is %d", (p, z) => {
    expect(Math.abs(normalQuantile(p) - z)).toBeLessThan(1e-6)
    expect(normalCdf(z)).toBeCloseTo(p, 6)
  })

  // NIST/SEMATECH e-Handbook 1.3.6.7.4.
  test.each([
    [0.95, 1, 3.841],
    [0.95, 10, 18.307],
    [0.99, 5, 15.086],
    [0.05, 10, 3.94],
    [0.95, 100, 124.342],
  ])("chi-square quantile of %d with %i degrees of freedom is %d", (p, degreesOfFreedom, x) => {
    expect(Math.abs(chiSquareQuantile(p, degreesOfFreedom) - x)).toBeLessThan(6e-4)
    expect(Math.abs(chiSquareTail(x, degreesOfFreedom) - (1 - p))).toBeLessThan(1e-4)
  })

  test("both halves of the incomplete gamma function make one; the beta function is symmetric", () => {
    const positive = fc.double({ min: 0.01, max: 500, noNaN: true })
    fc.assert(
      fc.property(positive, positive, fc.double({ min: 1e-3, max: 0.999, noNaN: true }), (a, b, x) => {
        expect(gammaLower(a, b) + gammaUpper(a, b)).toBeCloseTo(1, 10)
        expect(betaRegularised(a, b, x) + betaRegularised(b, a, 1 - x)).toBeCloseTo(1, 8)
      }),
    )
    // I_x(1, b) = 1 - (1 - x)^b; P(1, x) = 1 - e^-x
    expect(betaRegularised(1, 3, 0.2)).toBeCloseTo(1 - 0.8 ** 3, 12)
    expect(gammaLower(1, 2)).toBeCloseTo(1 - Math.exp(-2), 12)
  })

  test.each([0, 1, -1, Number.NaN])("refuses a quantile at probability %d", (p) => {
    expect(() => studentQuantile(p, 5)).toThrow(RangeError)
  })
})
