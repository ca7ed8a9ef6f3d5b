import {
  CONTINUE,
  type CountMetric,
  ERROR,
  FOUND,
  type Frame,
  heldFor,
  KEY,
  type LatencyMetric,
  type Plain,
  RATE_LIMITED,
  type Simulation,
} from "../../engine/index.ts"
import type { InsidePart, InsideView } from "../kit/inside.ts"
import { ALLOW, REJECT } from "../kit/limiting/limiter.ts"
import type { Limiting } from "../kit/limiting/shared-limiter.ts"
import type { Stage } from "./plugins/contract.ts"

export interface Limit {
  /** "Token bucket, each key" */
  readonly title: string
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
  /** What is decided by what this replica knows. */
  readonly own: readonly Limit[]
  /** What all replicas count together, each asked after its store has answered. */
  readonly shared: readonly Limit[]
  readonly metrics: LimitMetrics
}

export interface LimitMetrics {
  readonly limited: CountMetric
  readonly retryAfter: LatencyMetric
  readonly storeFailures: CountMetric
}

/** Phases: for what this replica decides on its own, and from there on for each shared limit. */
export const OWN_LIMITS = 0
export const FIRST_SHARED = 1

/** Asks the rate limits of a gateway, first those that cost no call. */
export class Gatekeeper implements Stage {
  private readonly sim: Simulation
  private readonly parts: GatekeeperParts

  constructor(sim: Simulation, parts: GatekeeperParts) {
    this.sim = sim
    this.parts = parts
  }

  run(frame: Frame, phase: number): number {
    const shared = this.parts.shared[phase - FIRST_SHARED]
    return shared === undefined ? this.decided(frame) : this.counted(frame, shared)
  }

  inside(view: InsideView): readonly InsidePart[] {
    return this.limits().map(({ limiter, title }) => limiter.inside(view, title))
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

  private decided(frame: Frame): number {
    let longestNs = 0
    for (const limit of this.parts.own) {
      const waitNs = this.ask(frame, limit)
      if (waitNs === REJECT) return RATE_LIMITED
      if (waitNs > longestNs) longestNs = waitNs
    }
    return longestNs === 0 ? CONTINUE : heldFor(longestNs)
  }

  /** The store has answered, or has failed to: what it counts is then not known, and nothing is booked. */
  private counted(frame: Frame, limit: Limit): number {
    if (!this.sim.frames.has(frame, FOUND)) {
      this.parts.metrics.storeFailures.add()
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
    if (waitNs < Number.POSITIVE_INFINITY) metrics.retryAfter.record(waitNs)
    metrics.limited.add()
    return REJECT
  }

  private limits(): readonly Limit[] {
    return [...this.parts.own, ...this.parts.shared]
  }
}
