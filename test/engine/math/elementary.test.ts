import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { cos } from "../../../engine/math/cos.ts"
import { exp } from "../../../engine/math/exp.ts"
import { expm1 } from "../../../engine/math/expm1.ts"
import { ln } from "../../../engine/math/ln.ts"
import { ln1p } from "../../../engine/math/ln1p.ts"
import { pow } from "../../../engine/math/pow.ts"
import { sin } from "../../../engine/math/sin.ts"
import { ulpsApart } from "./ulps.ts"

const special = [
  0,
  -0,
  1,
  -1,
  0.5,
  -0.5,
  2,
  -2,
  3,
  -3,
  Infinity,
  -Infinity,
  NaN,
  5e-324,
  -5e-324,
  2.2250738585072014e-308,
  1.7976931348623157e308,
  1e20,
  -1e20,
  0.9999999999999999,
  1.0000000000000002,
  9007199254740991,
  9007199254740992,
  709.782712893384,
  709.7827128933841,
  -708,
  -708.5,
  -745.1332191019411,
  -745.1332191019412,
  1024,
  -1074,
  -1075,
]

const logUniform = fc.double({ min: -1074, max: 1023.9, noNaN: true }).map((e) => 2 ** e)
const runs = { numRuns: 20_000 }

describe("elementary functions agree with the platform's to 2 units in the last place", () => {
  test.each([
    ["ln over all magnitudes", ln, Math.log, logUniform],
    ["ln near 1", ln, Math.log, fc.double({ min: 0.5, max: 2, noNaN: true })],
    ["exp over its range", exp, Math.exp, fc.double({ min: -746, max: 710, noNaN: true })],
    ["exp near 0", exp, Math.exp, fc.double({ min: -1, max: 1, noNaN: true })],
    ["cos", cos, Math.cos, fc.double({ min: -1e6, max: 1e6, noNaN: true })],
    ["sin", sin, Math.sin, fc.double({ min: -1e6, max: 1e6, noNaN: true })],
  ])("%s", (_name, own, platform, inputs) => {
    fc.assert(
      fc.property(inputs, (x) => ulpsApart(own(x), platform(x)) <= 2),
      runs,
    )
  })

  test.each([
    ["ln1p", ln1p, Math.log1p, fc.double({ min: -0.999, max: 1e6, noNaN: true })],
    ["expm1", expm1, Math.expm1, fc.double({ min: -50, max: 700, noNaN: true })],
  ])("%s, to 5", (_name, own, platform, inputs) => {
    fc.assert(
      fc.property(inputs, (x) => ulpsApart(own(x), platform(x)) <= 5),
      runs,
    )
  })

  test("pow of moderate, near-1 and extreme bases", () => {
    const exponent = fc.double({ min: -60, max: 60, noNaN: true })
    const nearOne = fc.double({ min: 0.99, max: 1.01, noNaN: true })
    fc.assert(
      fc.property(
        fc.double({ min: 1e-4, max: 1e4, noNaN: true }),
        exponent,
        (x, y) => ulpsApart(pow(x, y), x ** y) <= 2,
      ),
      runs,
    )
    fc.assert(
      fc.property(
        nearOne,
        fc.double({ min: -5e4, max: 5e4, noNaN: true }),
        (x, y) => ulpsApart(pow(x, y), x ** y) <= 2,
      ),
      runs,
    )
    fc.assert(
      fc.property(
        logUniform,
        fc.double({ min: -1.5, max: 1.5, noNaN: true }),
        (x, y) => ulpsApart(pow(x, y), x ** y) <= 2,
      ),
      runs,
    )
  })

  test("special values", () => {
    for (const x of special) {
      expect(ulpsApart(ln(x), Math.log(x)), `ln(${x})`).toBeLessThanOrEqual(1)
      expect(ulpsApart(exp(x), Math.exp(x)), `exp(${x})`).toBeLessThanOrEqual(1)
      expect(ulpsApart(ln1p(x), Math.log1p(x)), `ln1p(${x})`).toBeLessThanOrEqual(2)
      expect(ulpsApart(expm1(x), Math.expm1(x)), `expm1(${x})`).toBeLessThanOrEqual(2)
      for (const y of special) {
        expect(ulpsApart(pow(x, y), x ** y), `pow(${x}, ${y})`).toBeLessThanOrEqual(2)
      }
    }
  })

  test.each([
    [pow(-0, -1), -Infinity],
    [pow(-0, 3), -0],
    [pow(-0, 2), 0],
    [pow(-2, 3), -8],
    [pow(-2, 0.5), NaN],
    [pow(2, -1074), 5e-324],
    [pow(10, 308), 1e308],
    [sin(-0), -0],
    [cos(0), 1],
    [sin(Infinity), NaN],
  ])("case %#: %d is %d", (actual, expected) => {
    expect(Object.is(actual, expected)).toBe(true)
  })

  test("an angle too large for the reduction is refused", () => {
    expect(() => cos(2e6)).toThrow(RangeError)
    expect(ulpsApart(cos(1647099), Math.cos(1647099))).toBeLessThanOrEqual(2)
  })
})

// Bits that every engine must reproduce: where these change, recorded digests change too.
test.each([
  ["ln(0.1)", ln(0.1), -2.3025850929940455],
  ["ln(1.350800438973393)", ln(1.350800438973393), 0.3006973345021225],
  ["exp(1)", exp(1), 2.7182818284590455],
  ["exp(-0.7)", exp(-0.7), 0.4965853037914095],
  ["pow(1.1, 30.3)", pow(1.1, 30.3), 17.95553543313968],
  ["cos(2)", cos(2), -0.4161468365471424],
])("golden %s", (_name, actual, expected) => {
  expect(actual).toBe(expected)
})
