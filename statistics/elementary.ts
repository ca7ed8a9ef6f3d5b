/**
 * Logarithm, exponential and log-gamma from + - * / alone: what JavaScript engines offer differs in the last digit,
 * and these numbers go into reports that must be the same everywhere. Accurate to about 1e-14 relative.
 */
const LN2_HIGH = 0.6931471803691238
const LN2_LOW = 1.9082149292705877e-10
const LN2 = LN2_HIGH + LN2_LOW
const SQRT2 = 1.4142135623730951
/** ln(2 pi) / 2. */
const HALF_LN_TWO_PI = 0.9189385332046728

/** Natural logarithm of a finite number; -Infinity at zero, NaN below. */
export function ln(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN
  let mantissa = x
  let exponent = 0
  while (mantissa > 4294967296) {
    mantissa /= 4294967296
    exponent += 32
  }
  while (mantissa < 1 / 4294967296) {
    mantissa *= 4294967296
    exponent -= 32
  }
  while (mantissa > SQRT2) {
    mantissa /= 2
    exponent++
  }
  while (mantissa < SQRT2 / 2) {
    mantissa *= 2
    exponent--
  }
  // ln m = 2 artanh(s) = 2 (s + s^3/3 + s^5/5 + …) with |s| < 0.172: eleven terms reach the last digit.
  const s = (mantissa - 1) / (mantissa + 1)
  const square = s * s
  let series = 0
  for (let odd = 23; odd >= 1; odd -= 2) series = series * square + 1 / odd
  return exponent * LN2_HIGH + (2 * s * series + exponent * LN2_LOW)
}

/** e to the power x. */
export function exp(x: number): number {
  if (x > 709.78) return Number.POSITIVE_INFINITY
  if (x < -745.2) return 0
  const exponent = Math.round(x / LN2)
  const rest = x - exponent * LN2_HIGH - exponent * LN2_LOW
  // |rest| < 0.35: 18 terms of the power series reach the last digit.
  let series = 1
  for (let k = 18; k >= 1; k--) series = 1 + (series * rest) / k
  for (let k = exponent; k > 0; k--) series *= 2
  for (let k = exponent; k < 0; k++) series /= 2
  return series
}

/** ln Gamma(x) for x > 0: Stirling's series (Abramowitz & Stegun 6.1.41), shifted up to x >= 10. */
export function lnGamma(x: number): number {
  let shifted = x
  let product = 1
  while (shifted < 10) product *= shifted++
  const inverse = 1 / shifted
  const square = inverse * inverse
  const tail = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))))
  return (shifted - 0.5) * ln(shifted) - shifted + HALF_LN_TWO_PI + tail - ln(product)
}
