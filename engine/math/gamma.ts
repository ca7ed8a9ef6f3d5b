import { exp } from "./exp.ts"
import { ln } from "./ln.ts"

const halfLn2Pi = 0.91893853320467274178
/** From here on the five terms of Stirling's series below are exact to double precision (next term 1.9e-3 / 16^11). */
const stirlingFrom = 16

/** ln of the gamma function for x > 0, absolute error about 1e-14 for x up to 100. Stirling's series after shifting x upward. */
export function lnGamma(x: number): number {
  let shifted = x
  let product = 1
  while (shifted < stirlingFrom) {
    product *= shifted
    shifted += 1
  }
  const inverse = 1 / shifted
  const square = inverse * inverse
  // Bernoulli numbers B(2k) / (2k (2k - 1)): Abramowitz & Stegun 6.1.41.
  const series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))))
  return (shifted - 0.5) * ln(shifted) - shifted + halfLn2Pi + series - ln(product)
}

/** The gamma function for x > 0; Infinity above about 171.6. */
export function gammaFunction(x: number): number {
  return exp(lnGamma(x))
}
