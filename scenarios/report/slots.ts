import type { Run } from "../run/run.ts"

/** What a component works with, over all its replicas; Infinity where there is no limit. */
export interface Servers {
  readonly slots: number
  /** The slots are connections of a pool. */
  readonly arePool: boolean
  /** Cores, or null where work shares no processor. */
  readonly cores: number | null
  readonly replicas: number
}

/** Read from the words that all kinds share: `concurrency`, or `pool` for connections, and `cpu`. */
export function serversOf(run: Run, component: string): Servers {
  const entry = run.plan.components[component]
  const replicas = entry?.replicas ?? 1
  const params = Object(entry?.params)
  const slots = params.concurrency ?? params.pool
  const cores = params.cpu?.cores
  return {
    slots: typeof slots === "number" ? slots * replicas : Number.POSITIVE_INFINITY,
    arePool: params.pool !== undefined,
    cores: typeof cores === "number" ? cores * replicas : null,
    replicas,
  }
}
