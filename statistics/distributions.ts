import { exp, ln, lnGamma } from "./elementary.ts"

const EPSILON = 1e-16
const TINY = 1e-300
/** Bisection halves the bracket this often: to the last digit of a double. */
const HALVINGS = 200

/** P(a, x): the regularised lower incomplete gamma function (Numerical Recipes 6.2), a > 0, x >= 0. */
export function gammaLower(a: number, x: number): number {
  return x < a + 1 ? gammaSeries(a, x) : 1 - gammaFraction(a, x)
}

/** Q(a, x) = 1 - P(a, x), without cancellation. */
export function gammaUpper(a: number, x: number): number {
  return x < a + 1 ? 1 - gammaSeries(a, x) : gammaFraction(a, x)
}

/** I_x(a, b): the regularised incomplete beta function (Numerical Recipes 6.4), a, b > 0, 0 <= x <= 1. */
export function betaRegularised(a: number, b: number, x: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = exp(lnGamma(a + b) - lnGamma(a) - lnGamma(b) + a * ln(x) + b * ln(1 - x))
  return x < (a + 1) / (a + b + 2) ? (front * betaFraction(a, b, x)) / a : 1 - (front * betaFraction(b, a, 1 - x)) / b
}

/** P(Z <= z) of the standard normal distribution. */
export function normalCdf(z: number): number {
  const tail = gammaUpper(0.5, (z * z) / 2) / 2
  return z < 0 ? tail : 1 - tail
}

/** The z with P(Z <= z) = p, 0 < p < 1. */
export function normalQuantile(p: number): number {
  return symmetricQuantile(p, (z) => gammaUpper(0.5, (z * z) / 2) / 2)
}

/** P(T <= t) of Student's t distribution. */
export function studentCdf(t: number, degreesOfFreedom: number): number {
  const tail = studentTail(Math.abs(t), degreesOfFreedom)
  return t < 0 ? tail : 1 - tail
}

/** The t with P(T <= t) = p, 0 < p < 1. */
export function studentQuantile(p: number, degreesOfFreedom: number): number {
  return symmetricQuantile(p, (t) => studentTail(t, degreesOfFreedom))
}

/** P(X > x) of the chi-square distribution. */
export function chiSquareTail(x: number, degreesOfFreedom: number): number {
  return gammaUpper(degreesOfFreedom / 2, x / 2)
}

/** The x with P(X <= x) = p, 0 < p < 1. */
export function chiSquareQuantile(p: number, degreesOfFreedom: number): number {
  return 2 * rootOf((x) => gammaLower(degreesOfFreedom / 2, x) >= p)
}

function studentTail(t: number, degreesOfFreedom: number): number {
  return betaRegularised(degreesOfFreedom / 2, 0.5, degreesOfFreedom / (degreesOfFreedom + t * t)) / 2
}

function symmetricQuantile(p: number, tail: (x: number) => number): number {
  if (!(p > 0 && p < 1)) throw new RangeError("a quantile is asked for a probability strictly between 0 and 1")
  if (p === 0.5) return 0
  const outside = p > 0.5 ? 1 - p : p
  const magnitude = rootOf((x) => tail(x) <= outside)
  return p > 0.5 ? magnitude : -magnitude
}

/** The smallest x >= 0 at which a monotone condition holds, by doubling and bisection. */
function rootOf(reached: (x: number) => boolean): number {
  let low = 0
  let high = 1
  while (!reached(high)) {
    low = high
    high *= 2
  }
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2
    if (middle <= low || middle >= high) break
    if (reached(middle)) high = middle
    else low = middle
  }
  return high
}

function gammaSeries(a: number, x: number): number {
  if (x <= 0) return 0
  let term = 1 / a
  let sum = term
  for (let n = a + 1; term > sum * EPSILON; n++) {
    term *= x / n
    sum += term
  }
  return sum * exp(a * ln(x) - x - lnGamma(a))
}

/** Lentz's method; converges for x > a + 1 in a number of steps of the order of sqrt(a). */
function gammaFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1 / TINY
  let d = 1 / b
  let h = d
  for (let i = 1; i < 1_000_000; i++) {
    const an = -i * (i - a)
    b += 2
    d = 1 / awayFromZero(an * d + b)
    c = awayFromZero(b + an / c)
    const delta = d * c
    h *= delta
    if (Math.abs(delta - 1) < EPSILON * 4) break
  }
  return h * exp(a * ln(x) - x - lnGamma(a))
}

function betaFraction(a: number, b: number, x: number): number {
  let c = 1
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1))
  let h = d
  for (let m = 1; m < 1_000_000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / awayFromZero(1 + even * d)
    c = awayFromZero(1 + even / c)
    h *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / awayFromZero(1 + odd * d)
    c = awayFromZero(1 + odd / c)
    const delta = d * c
    h *= delta
    if (Math.abs(delta - 1) < EPSILON * 4) break
  }
  return h
}

function awayFromZero(x: number): number {
  return Math.abs(x) < TINY ? TINY : x
}
