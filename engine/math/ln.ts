import { highWord, powersOfTwo, powersOfTwoOffset } from "./bits.ts"

// ln 2 in two parts, and the minimax polynomial of the series in s = f / (2 + f): fdlibm 5.3, e_log.c.
const ln2High = 6.9314718036912381649e-1
const ln2Low = 1.90821492927058770002e-10
const lg1 = 6.66666666666673513e-1
const lg2 = 3.999999999940941908e-1
const lg3 = 2.857142874366239149e-1
const lg4 = 2.222219843214978396e-1
const lg5 = 1.818357216161805012e-1
const lg6 = 1.531383769920937332e-1
const lg7 = 1.479819860511658591e-1

const smallestNormal = 2.2250738585072014e-308
const twoTo54 = 18014398509481984

/**
 * Natural logarithm, error below 1 unit in the last place, the same bits in every JavaScript engine.
 * ln(0) is -Infinity, ln of a negative number NaN. Method: fdlibm 5.3, e_log.c.
 */
export function ln(x: number): number {
  if (x >= smallestNormal && x < Infinity) return lnOfNormal(x, 0)
  if (x === 0) return -Infinity
  if (x > 0 && x < smallestNormal) return lnOfNormal(x * twoTo54, -54)
  return x === Infinity ? Infinity : NaN
}

/** ln(x * 2^exponent) for a normal positive x: x = 2^k (1 + f) with 1 + f in [sqrt(1/2), sqrt(2)]. */
function lnOfNormal(x: number, exponent: number): number {
  const high = highWord(x)
  // 0x95f64 carries into the exponent when the fraction is above sqrt(2).
  const carry = ((high & 0xfffff) + 0x95f64) >> 20
  const power = (high >> 20) - 1023 + carry
  const f = x * powersOfTwo[powersOfTwoOffset - power] - 1
  const k = power + exponent
  const s = f / (2 + f)
  const z = s * s
  const w = z * z
  const even = w * (lg2 + w * (lg4 + w * lg6))
  const odd = z * (lg1 + w * (lg3 + w * (lg5 + w * lg7)))
  const halfSquare = 0.5 * f * f
  return k * ln2High - (halfSquare - (s * (halfSquare + even + odd) + k * ln2Low) - f)
}
