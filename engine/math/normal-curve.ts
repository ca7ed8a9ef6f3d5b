import { exp } from "./exp.ts"

const inverseSqrt2Pi = 0.39894228040143267794

/** Density of the standard normal distribution at x. */
export function normalDensity(x: number): number {
  return inverseSqrt2Pi * exp(-0.5 * x * x)
}

/**
 * P(Z <= x) of the standard normal distribution, absolute error below 1e-14.
 * Taylor series about 0: G. Marsaglia, "Evaluating the normal distribution", J. Stat. Software 11(4), 2004.
 */
export function normalCumulative(x: number): number {
  // 1e-17 of probability lies beyond 8.5: below what the result can show.
  if (x > 8.5) return 1
  if (x < -8.5) return 0
  let term = x
  let sum = x
  let previous = 0
  for (let i = 3; sum !== previous; i += 2) {
    previous = sum
    term *= (x * x) / i
    sum += term
  }
  return 0.5 + sum * normalDensity(x)
}
