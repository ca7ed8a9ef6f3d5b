/** Backends of one priority; level 0 comes first. */
export interface PriorityLevel {
  readonly healthy: number
  readonly total: number
}

export interface PriorityOptions {
  /** Percent of its share that a level can still carry with all of it healthy. */
  readonly overprovisioning: number
  /** Percent of healthy backends below which a level is used whole, healthy or not; 0 turns this off. */
  readonly panicThreshold: number
}

/** Source: Envoy, overprovisioning_factor 140, healthy_panic_threshold 50 %. */
export const ENVOY_PRIORITIES: PriorityOptions = { overprovisioning: 140, panicThreshold: 50 }

export interface PriorityLoads {
  /** Percent of the traffic for each level, 100 in all. */
  readonly loads: readonly number[]
  /** True where a level is in panic. */
  readonly panics: readonly boolean[]
}

/**
 * How traffic is spread over levels: each takes what its healthy backends can carry, the lower levels what is left.
 * When all levels together cannot carry 100 %, those with few healthy backends panic; when all panic, the number of
 * backends alone decides. Source: Envoy, load_balancer_impl.cc, recalculatePerPriorityState and -Panic.
 */
export function priorityLoads(
  levels: readonly PriorityLevel[],
  { overprovisioning, panicThreshold }: PriorityOptions = ENVOY_PRIORITIES,
): PriorityLoads {
  const health = levels.map(({ healthy, total }) =>
    total === 0 ? 0 : Math.min(100, Math.floor((overprovisioning * healthy) / total)),
  )
  const available = Math.min(100, sum(health))
  if (panicThreshold === 0 && available === 0)
    return { loads: levels.map((_, level) => (level === 0 ? 100 : 0)), panics: levels.map(() => false) }
  const panics = levels.map(
    ({ healthy, total }) => available < 100 && (total === 0 ? 0 : (100 * healthy) / total) < panicThreshold,
  )
  const isTotalPanic = panics.every((panic) => panic)
  const parts = isTotalPanic ? levels.map(({ total }) => total) : health
  return { loads: shareOut(parts, isTotalPanic ? sum(parts) : available), panics }
}

/**
 * All for the first level of which anything is up, as nginx's `backup` servers and HAProxy's; for the very first where
 * nothing is. Sources: nginx, ngx_http_upstream_module; HAProxy configuration manual, backup.
 */
export function firstUp(levels: readonly PriorityLevel[]): PriorityLoads {
  const first = Math.max(
    0,
    levels.findIndex(({ healthy }) => healthy > 0),
  )
  return { loads: levels.map((_, level) => (level === first ? 100 : 0)), panics: levels.map(() => false) }
}

/** Whole percents in the order of levels; what rounding leaves goes to the first that has a part, or to the very first. */
function shareOut(parts: readonly number[], whole: number): readonly number[] {
  let left = 100
  const loads = parts.map((part) => {
    const load = whole === 0 ? 0 : Math.min(left, Math.floor((part * 100) / whole))
    left -= load
    return load
  })
  const first = Math.max(
    0,
    parts.findIndex((part) => part > 0),
  )
  return loads.map((load, level) => (level === first ? load + left : load))
}

/** The level of a request; `percent` is its luck, from 0 to below 100. */
export function levelAt(loads: readonly number[], percent: number): number {
  let above = 0
  for (let level = 0; level < loads.length; level++) {
    above += loads[level] ?? 0
    if (percent < above) return level
  }
  return 0
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
