import { ln } from "./ln.ts"

/**
 * ln(1 + x) without cancellation near 0, error of a few units in the last place; NaN below -1.
 * Method: Kahan's correction, see Goldberg, "What every computer scientist should know about
 * floating-point arithmetic", 1991, theorem 4.
 */
export function ln1p(x: number): number {
  const u = 1 + x
  if (u === 1) return x
  if (u === Infinity) return Infinity
  if (u === 0) return -Infinity
  return ln(u) * (x / (u - 1))
}
