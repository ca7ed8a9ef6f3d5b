import {
  CONTINUE,
  type CountMetric,
  ERROR,
  type Extension,
  FOUND,
  type Frame,
  heldFor,
  KEY,
  type LatencyMetric,
  NOTE,
  type Plain,
  RATE_LIMITED,
  type Simulation,
} from "../../engine/index.ts"
import { ALLOW, REJECT } from "../kit/limiting/limiter.ts"
import type { Limiting } from "../kit/limiting/shared-limiter.ts"

export interface Limit {
  readonly limiter: Limiting
  readonly perKey: boolean
  readonly cost: number
  readonly limited: CountMetric
  /** Null where it holds nobody back. */
  readonly held: LatencyMetric | null
  /** Lets requests through while its store fails. */
  readonly failsOpen: boolean
}

export interface GatekeeperParts {
  /** Of each operation by number: 1 where a route takes it, else 0. */
  readonly taken: Uint8Array
  readonly unmatched: CountMetric
  /** What is decided by what this replica knows. */
  readonly own: readonly Limit[]
  /** What all replicas count together, each asked after its store has answered. */
  readonly shared: readonly Limit[]
  /** Null where there is no limit. */
  readonly metrics: LimitMetrics | null
}

export interface LimitMetrics {
  readonly limited: CountMetric
  readonly retryAfter: LatencyMetric
  readonly storeFailures: CountMetric
}

/** Arguments of EXTEND: for the route and this replica's own limits, and from there on for each shared limit. */
export const AT_ENTRY = 0
export const FIRST_SHARED = 1

/** What a gateway does before it passes a request on: sees whether it has a route, then asks its rate limits. */
export class Gatekeeper implements Extension {
  private readonly sim: Simulation
  private readonly parts: GatekeeperParts

  constructor(sim: Simulation, parts: GatekeeperParts) {
    this.sim = sim
    this.parts = parts
  }

  run(frame: Frame, argument: number): number {
    const shared = this.parts.shared[argument - FIRST_SHARED]
    return shared === undefined ? this.enter(frame) : this.counted(frame, shared)
  }

  wipe(): void {
    for (const { limiter } of this.parts.own) limiter.clear()
  }

  snapshot(): Plain {
    return this.limits().map(({ limiter }) => limiter.snapshot())
  }

  restore(saved: Plain): void {
    this.limits().forEach(({ limiter }, index) => {
      limiter.restore(Object(saved)[index])
    })
  }

  private enter(frame: Frame): number {
    const { frames } = this.sim
    const { taken, unmatched, own } = this.parts
    const operation = frames.operation(frame)
    if (taken[operation] !== 1) {
      unmatched.add()
      return ERROR
    }
    let longestNs = 0
    for (const limit of own) {
      const waitNs = this.ask(frame, limit)
      if (waitNs === REJECT) return RATE_LIMITED
      if (waitNs > longestNs) longestNs = waitNs
    }
    frames.setInt(frame, NOTE, operation)
    return longestNs === 0 ? CONTINUE : heldFor(longestNs)
  }

  /** The store has answered, or has failed to: what it counts is then not known, and nothing is booked. */
  private counted(frame: Frame, limit: Limit): number {
    if (!this.sim.frames.has(frame, FOUND)) {
      this.parts.metrics?.storeFailures.add()
      return limit.failsOpen ? CONTINUE : ERROR
    }
    const waitNs = this.ask(frame, limit)
    return waitNs === REJECT ? RATE_LIMITED : waitNs === ALLOW ? CONTINUE : heldFor(waitNs)
  }

  /** What the limiter decides, told to whoever measures it. */
  private ask(frame: Frame, { limiter, perKey, cost, limited, held }: Limit): number {
    const { frames, nowNs } = this.sim
    const key = perKey ? frames.double(frame, KEY) : 0
    const answer = limiter.decide(nowNs, key, cost)
    if (answer !== REJECT) {
      held?.record(answer)
      return answer
    }
    limited.add()
    const { metrics } = this.parts
    const waitNs = limiter.retryAfterNs(nowNs, key, cost)
    if (waitNs < Number.POSITIVE_INFINITY) metrics?.retryAfter.record(waitNs)
    metrics?.limited.add()
    return REJECT
  }

  private limits(): readonly Limit[] {
    return [...this.parts.own, ...this.parts.shared]
  }
}
