import { powersOfTwo, powersOfTwoOffset, scaleByPowerOfTwo } from "./bits.ts"

// ln 2 in two parts, 1 / ln 2 and the Remez polynomial: fdlibm 5.3, e_exp.c.
const ln2High = 6.9314718036912381649e-1
const ln2Low = 1.90821492927058770002e-10
const inverseLn2 = 1.442695040888963387
const p1 = 1.66666666666666019037e-1
const p2 = -2.77777777770155933842e-3
const p3 = 6.61375632143793436117e-5
const p4 = -1.6533902205465251539e-6
const p5 = 4.13813679705723846039e-8

/** Beyond these e^x is Infinity or 0 in double precision. */
const overflowAbove = 7.09782712893383973096e2
const underflowBelow = -7.4513321910194110842e2

/**
 * e^x, error below 1 unit in the last place, the same bits in every JavaScript engine.
 * Method: fdlibm 5.3, e_exp.c: x = k ln 2 + r, a rational approximation of e^r, then scaling by 2^k.
 */
export function exp(x: number): number {
  if (!(x > -708 && x < 709)) return expAtTheEdge(x)
  // Truncating a positive number rounds down, and the index stays an integer for the compiler.
  const index = (x * inverseLn2 + (powersOfTwoOffset + 0.5)) | 0
  return expReduced(x, index - powersOfTwoOffset) * powersOfTwo[index]
}

/** e^x / 2^k, between about 0.7 and 1.42. */
function expReduced(x: number, k: number): number {
  const high = x - k * ln2High
  const low = k * ln2Low
  const r = high - low
  const t = r * r
  const c = r - t * (p1 + t * (p2 + t * (p3 + t * (p4 + t * p5))))
  return 1 - (low - (r * c) / (2 - c) - high)
}

/** Not-a-number, overflow, underflow, and results too near the ends for a single scaling. */
function expAtTheEdge(x: number): number {
  if (Number.isNaN(x)) return NaN
  if (x > overflowAbove) return Infinity
  if (x < underflowBelow) return 0
  const k = Math.floor(x * inverseLn2 + 0.5)
  return scaleByPowerOfTwo(expReduced(x, k), k)
}
