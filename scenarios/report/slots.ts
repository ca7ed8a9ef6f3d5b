import { componentOf } from "../run/registry.ts"
import type { Run } from "../run/run.ts"

/** What a component works with, over all its replicas; Infinity where there is no limit. */
export interface Servers {
  readonly slots: number
  /** What they are called: slots, connections. */
  readonly noun: string
  /** The slots are connections of a pool. */
  readonly arePool: boolean
  /** Cores, or null where work shares no processor. */
  readonly cores: number | null
  readonly replicas: number
}

const CORES = "cores"
const CONNECTIONS = "connections"

/** Read from what a kind declares as its capacity. */
export function serversOf({ plan }: Run, component: string): Servers {
  const entry = plan.components[component]
  if (entry === undefined) throw new Error(`"${component}" is not a component of the scenario`)
  const { kind, params, replicas } = entry
  const capacities = componentOf(kind).capacity(params)
  const slots = capacities.find(({ noun }) => noun !== CORES)
  const cores = capacities.find(({ noun }) => noun === CORES)
  return {
    slots: (slots?.count ?? Number.POSITIVE_INFINITY) * replicas,
    noun: slots?.noun ?? "slots",
    arePool: slots?.noun === CONNECTIONS,
    cores: cores === undefined || !Number.isFinite(cores.count) ? null : cores.count * replicas,
    replicas,
  }
}
