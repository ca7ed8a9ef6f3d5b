import { highWord, powersOfTwo, powersOfTwoOffset, scaleByPowerOfTwo } from "./bits.ts"

// Constants of fdlibm 5.3, e_pow.c: log2 series, 2/(3 ln 2) and ln 2 in two parts, the exponential's polynomial.
const l1 = 5.99999999999994648725e-1
const l2 = 4.28571428578550184252e-1
const l3 = 3.33333329818377432918e-1
const l4 = 2.72728123808534006489e-1
const l5 = 2.30660745775561754067e-1
const l6 = 2.06975017800338417784e-1
const cp = 9.61796693925975554329e-1
const cpHigh = 9.61796700954437255859e-1
const cpLow = -7.02846165095275826516e-9
const log2Of1p5High = 5.84962487220764160156e-1
const log2Of1p5Low = 1.35003920212974897128e-8
const ln2 = 6.93147180559945286227e-1
const ln2High = 6.93147182464599609375e-1
const ln2Low = -1.90465429995776804525e-9
const p1 = 1.66666666666666019037e-1
const p2 = -2.77777777770155933842e-3
const p3 = 6.61375632143793436117e-5
const p4 = -1.6533902205465251539e-6
const p5 = 4.13813679705723846039e-8

const sqrt1p5 = 1.224744871391589
const sqrt3 = 1.7320508075688772
const smallestNormal = 2.2250738585072014e-308
const twoTo53 = 9007199254740992
const twoTo64 = 18446744073709551616

/**
 * x^y with the special cases of ECMAScript's `**`, error below 1 unit in the last place,
 * the same bits in every JavaScript engine. Method: fdlibm 5.3, e_pow.c.
 */
export function pow(x: number, y: number): number {
  if (y === 0) return 1
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN
  const magnitude = Math.abs(x)
  if (y === Infinity || y === -Infinity) {
    if (magnitude === 1) return NaN
    return magnitude > 1 === y > 0 ? Infinity : 0
  }
  const negative = x < 0 || (x === 0 && 1 / x < 0)
  if (negative && magnitude !== 0 && magnitude !== Infinity && Math.floor(y) !== y) return NaN
  const result = powOfMagnitude(magnitude, y)
  return negative && isOdd(y) ? -result : result
}

/** Whether y is an odd integer; every double of 2^53 or more is even. */
function isOdd(y: number): boolean {
  const half = y * 0.5
  return Math.floor(y) === y && Math.floor(half) !== half && Math.abs(y) < twoTo53
}

function powOfMagnitude(x: number, y: number): number {
  if (x === 1) return 1
  if (x === 0 || x === Infinity) return (x === 0) === y < 0 ? Infinity : 0
  if (y === 1) return x
  // |log2 x| is at least 2^-53, so the result has left the doubles.
  if (Math.abs(y) > twoTo64) return x < 1 === y < 0 ? Infinity : 0
  return x < smallestNormal ? powOfNormal(x * twoTo53, y, -53) : powOfNormal(x, y, 0)
}

/** The upper half of a double's fraction (Veltkamp): products of two such are exact. */
function upper(t: number): number {
  const scaled = t * 134217729
  return scaled - (scaled - t)
}

/** (x * 2^exponent)^y for a normal x: log2 in two doubles, times y in two doubles, then 2^that. */
function powOfNormal(x: number, y: number, exponent: number): number {
  let n = (highWord(x) >> 20) - 1023
  let m = x * powersOfTwo[powersOfTwoOffset - n]
  if (m >= sqrt3) {
    n += 1
    m *= 0.5
  }
  const near1p5 = m >= sqrt1p5
  const base = near1p5 ? 1.5 : 1
  const baseLog2High = near1p5 ? log2Of1p5High : 0
  const baseLog2Low = near1p5 ? log2Of1p5Low : 0

  // s = (m - base) / (m + base) in two parts.
  const u = m - base
  const v = 1 / (m + base)
  const s = u * v
  const sHigh = upper(s)
  const sumHigh = upper(m + base)
  const sumLow = m - (sumHigh - base)
  const sLow = v * (u - sHigh * sumHigh - sHigh * sumLow)

  // log2(m) = log2(base) + 2/(3 ln 2) * (3 s + s^3 + ...).
  const q = s * s
  const r = q * q * (l1 + q * (l2 + q * (l3 + q * (l4 + q * (l5 + q * l6))))) + sLow * (sHigh + s)
  const squareHigh = sHigh * sHigh
  const seriesHigh = upper(3 + squareHigh + r)
  const seriesLow = r - (seriesHigh - 3 - squareHigh)
  const termHigh = sHigh * seriesHigh
  const termLow = sLow * seriesHigh + seriesLow * s
  const tHigh = upper(termHigh + termLow)
  const tLow = termLow - (tHigh - termHigh)
  const zHigh = cpHigh * tHigh
  const zLow = cpLow * tHigh + tLow * cp + baseLog2Low
  const k = n + exponent
  const log2High = upper(zHigh + zLow + baseLog2High + k)
  const log2Low = zLow - (log2High - k - baseLog2High - zHigh)

  const yHigh = upper(y)
  const low = (y - yHigh) * log2High + y * log2Low
  return exp2OfPair(yHigh * log2High, low)
}

/** 2^(high + low). */
function exp2OfPair(high: number, low: number): number {
  const sum = high + low
  if (sum >= 1024) {
    // Just below the largest double the two parts decide: 8.0085662595372944e-17 is half a unit there (e_pow.c, ovt).
    if (sum > 1024 || low + 8.0085662595372944e-17 > sum - high) return Infinity
  } else if (sum < -1075 || (sum === -1075 && low <= sum - high)) {
    return 0
  }
  const n = Math.floor(sum + 0.5)
  const rest = high - n
  const t = upper(low + rest)
  const u = t * ln2High
  const v = (low - (t - rest)) * ln2 + t * ln2Low
  const z = u + v
  const w = v - (z - u)
  const q = z * z
  const c = z - q * (p1 + q * (p2 + q * (p3 + q * (p4 + q * p5))))
  const r = (z * c) / (c - 2) - (w + z * w)
  return scaleByPowerOfTwo(1 - (r - z), n)
}
