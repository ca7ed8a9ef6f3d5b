import { exp } from "./exp.ts"
import { ln } from "./ln.ts"

/**
 * e^x - 1 without cancellation near 0, error of a few units in the last place.
 * Method: Kahan's correction (Higham, "Accuracy and stability of numerical algorithms", section 1.14.1).
 */
export function expm1(x: number): number {
  const u = exp(x)
  if (u === 1) return x
  const difference = u - 1
  // For a larger result the subtraction costs nothing, and ln(Infinity) must not be reached.
  if (difference === -1 || u > 4) return difference
  return (difference * x) / ln(u)
}
