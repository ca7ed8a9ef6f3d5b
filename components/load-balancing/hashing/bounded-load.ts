import type * as z from "zod"
import type { Backends } from "../../kit/balancing/backends.ts"
import { ratio } from "../../kit/schema.ts"

/** The parameter: a number from 1, or nothing where load does not count. */
export function balanceFactor(): z.ZodType<number | undefined, number | undefined> {
  return ratio()
    .min(1)
    .optional()
    .describe(
      "A backend has at most this times its share of calls in flight; others go on to the next (Envoy hash_balance_factor / 100, HAProxy hash-balance-factor / 100)",
    )
}

/**
 * Whether one more call leaves a backend within `factor` times its share of all calls in flight, the new one included,
 * rounded up. Source: V. Mirrokni, M. Thorup, M. Zadimoghaddam, Consistent Hashing with Bounded Loads, 2016; shares by
 * weight as in Envoy's hash_balance_factor, which lets a backend have one call more than this.
 */
export function hasRoom(backends: Backends, index: number, factor: number): boolean {
  let calls = 1
  let weight = 0
  for (let each = 0; each < backends.length; each++) {
    calls += backends.inFlightOf(each)
    if (backends.isUp(each)) weight += backends.weightOf(each)
  }
  return backends.inFlightOf(index) < Math.ceil((factor * calls * backends.weightOf(index)) / weight)
}
