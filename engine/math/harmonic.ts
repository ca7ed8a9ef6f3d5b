import { exp } from "./exp.ts"
import { expm1 } from "./expm1.ts"
import { ln } from "./ln.ts"

/** Terms summed one by one before the Euler-Maclaurin tail; the first omitted term is then below 1e-15 of the sum (chosen). */
const directTerms = 200

/**
 * The generalized harmonic number 1^-s + 2^-s + ... + n^-s, relative error about 1e-13,
 * for any integer n >= 1 and real s (also negative), in constant time.
 * Euler-Maclaurin: Abramowitz & Stegun 23.1.30.
 */
export function generalizedHarmonic(n: number, s: number): number {
  const last = Math.min(n, directTerms)
  let sum = 0
  // From the small terms to the large one, to keep rounding down.
  for (let k = last; k >= 1; k--) sum += exp(-s * ln(k))
  if (n === last) return sum
  const atFirst = exp(-s * ln(last))
  const atLast = exp(-s * ln(n))
  const integral = integralOfPower(n, s) - integralOfPower(last, s)
  const slope = (s / 12) * (atFirst / last - atLast / n)
  const third = ((s * (s + 1) * (s + 2)) / 720) * (atFirst / (last * last * last) - atLast / (n * n * n))
  return sum + integral + 0.5 * (atLast - atFirst) + slope - third
}

/** The integral of t^-s from 1 to x; smooth through s = 1, where it is ln x. */
function integralOfPower(x: number, s: number): number {
  const logarithm = ln(x)
  return s === 1 ? logarithm : expm1((1 - s) * logarithm) / (1 - s)
}
