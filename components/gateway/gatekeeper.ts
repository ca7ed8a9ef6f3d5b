import {
  CONTINUE,
  type CountMetric,
  ERROR,
  type Extension,
  type Frame,
  KEY,
  NOTE,
  type Plain,
  RATE_LIMITED,
  type Simulation,
} from "../../engine/index.ts"
import type { TokenBuckets } from "./token-buckets.ts"

export interface GatekeeperParts {
  /** Route of each operation by number, -1 where no route takes it. */
  readonly routes: Int32Array
  readonly unmatched: CountMetric
  /** Null: no limit. */
  readonly limit: { readonly buckets: TokenBuckets; readonly perKey: boolean; readonly limited: CountMetric } | null
}

/** What a gateway does before it passes a request on: finds its route, then asks its rate limit. */
export class Gatekeeper implements Extension {
  private readonly sim: Simulation
  private readonly parts: GatekeeperParts

  constructor(sim: Simulation, parts: GatekeeperParts) {
    this.sim = sim
    this.parts = parts
  }

  run(frame: Frame): number {
    const { frames, nowNs } = this.sim
    const { routes, unmatched, limit } = this.parts
    const route = routes[frames.operation(frame)] ?? -1
    if (route < 0) {
      unmatched.add()
      return ERROR
    }
    if (limit !== null && !limit.buckets.take(nowNs, limit.perKey ? frames.double(frame, KEY) : 0)) {
      limit.limited.add()
      return RATE_LIMITED
    }
    frames.setInt(frame, NOTE, route)
    return CONTINUE
  }

  wipe(): void {
    this.parts.limit?.buckets.clear()
  }

  snapshot(): Plain {
    return this.parts.limit?.buckets.snapshot() ?? null
  }

  restore(saved: Plain): void {
    // What comes in is what `snapshot` gave.
    if (saved !== null) this.parts.limit?.buckets.restore(Object(saved))
  }
}
