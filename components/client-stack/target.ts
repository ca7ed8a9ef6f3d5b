import type { EdgeMetrics, Link } from "../../engine/index.ts"
import type { Backends } from "../kit/balancing/backends.ts"
import type { Chooser } from "../kit/balancing/balancer.ts"
import type { Flows } from "./flows.ts"

/** Where a port's calls go: the target component's instances as this caller sees them. */
export interface PortTarget {
  readonly backends: Backends
  /** Whether something may mark instances as not to be called. */
  readonly gated?: boolean
  readonly chooser: Chooser
  /** Where calls of one connection of the caller's own callers go to one instance. */
  readonly flows?: Flows | null
  /** Further tries of a call go to other instances as long as there are some; only for ports of several tries. */
  readonly avoidsTried?: boolean
  readonly link: Link
  readonly edge: EdgeMetrics
}
