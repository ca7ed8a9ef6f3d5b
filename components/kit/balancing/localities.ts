/** Backends of one zone as the caller's balancer sees them. */
export interface Locality {
  readonly weight: number
  readonly healthy: number
  readonly total: number
}

/**
 * Part of the traffic for each locality: by weight, lowered where fewer are healthy than the spare capacity of 40 %
 * makes up for. Source: Envoy, docs locality_weight.rst: weight * min(1, 140 % * healthy / total).
 */
export function localityShares(localities: readonly Locality[], overprovisioning = 140): readonly number[] {
  const effective = localities.map(({ weight, healthy, total }) =>
    total === 0 ? 0 : weight * Math.min(1, ((overprovisioning / 100) * healthy) / total),
  )
  const whole = effective.reduce((sum, weight) => sum + weight, 0)
  return effective.map((weight) => (whole === 0 ? 0 : weight / whole))
}
