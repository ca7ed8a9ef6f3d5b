import type { DistributionSpec } from "../../engine/index.ts"

const MS = 1e6

const exponential = (meanMs: number): DistributionSpec => ({ kind: "exponential", mean: meanMs * MS })

/** DESIGN §9: gateway, service, cache and database, each call with a time limit that is nearly always cancelled. */
export const CALLS = {
  gapNs: 1 * MS,
  gateway: exponential(3),
  /** Mean 12 ms and sigma 0.5: cv = sqrt(exp(0.25) - 1). */
  service: { kind: "lognormal", mean: 12 * MS, cv: 0.5329404 } satisfies DistributionSpec,
  cache: exponential(0.5),
  database: exponential(30),
  hitShare: 0.8,
  /** Client to gateway, gateway to service, service to cache, service to database. */
  timeoutsNs: [1000 * MS, 500 * MS, 50 * MS, 300 * MS],
} as const
