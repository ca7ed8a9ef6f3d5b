/** Cumulative distribution functions for comparison with samples, by the platform's own functions. */

/** P(Z <= x), by the error function's series or continued fraction. */
export function normalCdf(x: number): number {
  return x < 0 ? 0.5 * upperGamma(0.5, 0.5 * x * x) : 1 - 0.5 * upperGamma(0.5, 0.5 * x * x)
}

/** P(X <= x) of a gamma variate of this shape and scale 1. */
export function gammaCdf(shape: number, x: number): number {
  return 1 - upperGamma(shape, x)
}

/** Regularized upper incomplete gamma function (Numerical Recipes, section 6.2). */
function upperGamma(shape: number, x: number): number {
  if (x <= 0) return 1
  const front = Math.exp(shape * Math.log(x) - x - lnGammaLanczos(shape))
  if (x < shape + 1) {
    let term = 1 / shape
    let sum = term
    for (let i = 1; term > sum * 1e-16; i++) {
      term *= x / (shape + i)
      sum += term
    }
    return 1 - sum * front
  }
  let b = x + 1 - shape
  let c = 1e300
  let d = 1 / b
  let h = d
  for (let i = 1; i < 500; i++) {
    const an = -i * (i - shape)
    b += 2
    d = 1 / (an * d + b)
    c = b + an / c
    h *= d * c
    if (Math.abs(d * c - 1) < 1e-15) break
  }
  return front * h
}

/** Lanczos, g = 7, 9 coefficients (Godfrey). */
function lnGammaLanczos(x: number): number {
  const coefficients = [
    676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
    -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ]
  const sum = coefficients.reduce((s, c, i) => s + c / (x + i), 0.99999999999980993)
  const t = x + 6.5
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum)
}
