import type { EdgeMetrics, Link } from "../../engine/index.ts"
import type { Backends } from "../kit/balancing/backends.ts"
import type { Chooser } from "../kit/balancing/balancer.ts"

/** Where a port's calls go: the target component's instances as this caller sees them. */
export interface PortTarget {
  readonly backends: Backends
  readonly chooser: Chooser
  readonly link: Link
  readonly edge: EdgeMetrics
}
