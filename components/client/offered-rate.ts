import type { Resolve } from "./arrivals/contract.ts"
import { ARRIVALS } from "./arrivals/notation.ts"
import type { ClientLoad } from "./load-schema.ts"

/** Requests per second that one replica with an open load sends in the long run; undefined for a closed load. */
export function offeredPerSecond({ open }: ClientLoad, resolve: Resolve): number | undefined {
  const process = ARRIVALS.get(open?.kind ?? "")
  if (open === undefined || process === undefined) return undefined
  return process.ratePerSecond(process.prepare(open.plan, resolve))
}

/**
 * Variance / mean^2 of the times between arrivals of an open load whose times do not depend on each other; undefined for
 * others. Only a Poisson process has exactly 1 here, or one that is written as such.
 */
export function gapScvOf({ open }: ClientLoad, resolve: Resolve): number | undefined {
  const process = ARRIVALS.get(open?.kind ?? "")
  if (open === undefined || process === undefined) return undefined
  return process.gapScv?.(process.prepare(open.plan, resolve))
}
