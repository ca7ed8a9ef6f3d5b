import type { DistributionSpec } from "../../engine/index.ts"

const MS = 1e6

const exponential = (meanMs: number): DistributionSpec => ({ kind: "exponential", mean: meanMs * MS })

/** DESIGN §9: a client, a round-robin balancer, three services and a database; a service's slot is held during its call. */
export const CHAIN = {
  gap: exponential(1),
  services: 3,
  serviceSlots: 8,
  service: exponential(10),
  databaseSlots: 16,
  database: exponential(5),
} as const
