/** Healthy instances in each zone, the caller's own zone first; of the caller's component and of the one it calls. */
export interface ZoneCounts {
  readonly callers: readonly number[]
  readonly backends: readonly number[]
}

export interface ZoneRouting {
  /** Ten-thousandths of the calls that stay in the caller's zone; -1 where zones are not looked at. */
  readonly local: number
  /** Running sums of the room that each zone has beyond what its own callers need: where other calls go. */
  readonly residual: readonly number[]
}

/** Source: Envoy, load_balancer_impl.cc, min_cluster_size 6. */
export const ZONE_BACKENDS_MIN = 6

/** Percentages are kept in ten-thousandths, rounded down. */
const whole = 10_000

/**
 * How a caller prefers its own zone: wholly where the zone has at least its share of the backends, else as far as
 * every zone's backends get equally much. Not with one zone, with no caller in the own zone or with few backends.
 * Source: Envoy, load_balancer_impl.cc, regenerateLocalityRoutingStructures.
 */
export function zoneRouting({ callers, backends }: ZoneCounts, backendsMin: number = ZONE_BACKENDS_MIN): ZoneRouting {
  const callersInAll = sum(callers)
  const backendsInAll = sum(backends)
  const own = callers[0] ?? 0
  if (backends.length < 2 || callers.length < 2 || own === 0 || backendsInAll < backendsMin)
    return { local: -1, residual: [] }
  const supply = backends.map((count) => Math.floor((whole * count) / backendsInAll))
  // A zone without backends counts as without callers too: its callers' zone cannot be told.
  const demand = backends.map((count, zone) =>
    count === 0 ? 0 : Math.floor((whole * (callers[zone] ?? 0)) / callersInAll),
  )
  const [ownSupply = 0] = supply
  const [ownDemand = 0] = demand
  if (ownSupply > 0 && ownSupply >= ownDemand) return { local: whole, residual: [] }
  let running = 0
  const residual = supply.map((part, zone) => {
    if (zone > 0) running += Math.max(0, part - (demand[zone] ?? 0))
    return running
  })
  return { local: ownDemand > 0 ? Math.floor((ownSupply * whole) / ownDemand) : 0, residual }
}

/** The zone of a call, 0 the caller's own; `stay` and `leave` are its luck, from 0 to below 1. Zones must be looked at. */
export function zoneAt({ local, residual }: ZoneRouting, stay: number, leave: number): number {
  if (Math.floor(stay * whole) < local) return 0
  const room = residual.at(-1) ?? 0
  // Rounding may leave no room anywhere: then any zone.
  if (room === 0) return Math.floor(leave * residual.length)
  const place = Math.floor(leave * room)
  return residual.findIndex((above) => place < above)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
