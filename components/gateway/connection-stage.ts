import {
  CONTINUE,
  type CountMetric,
  capture,
  type Frame,
  HOLDS_EXTRA,
  KEY,
  type Plain,
  REJECTED,
  reinstate,
  type Simulation,
} from "../../engine/index.ts"
import type { Stage } from "./plugins/contract.ts"

export interface ConnectionParts {
  readonly limit: number
  readonly perKey: boolean
  readonly refused: CountMetric
}

/** How many requests of each key are under way at one replica. */
export class ConnectionStage implements Stage {
  private readonly sim: Simulation
  private readonly parts: ConnectionParts
  /** The key of each request that was let in. */
  private keys = new Map<Frame, number>()
  /** By key; absent: none. */
  private counts = new Map<number, number>()

  constructor(sim: Simulation, parts: ConnectionParts) {
    this.sim = sim
    this.parts = parts
  }

  run(frame: Frame): number {
    const { limit, perKey, refused } = this.parts
    const { frames } = this.sim
    const key = perKey ? frames.double(frame, KEY) : 0
    const count = this.counts.get(key) ?? 0
    if (count >= limit) {
      refused.add()
      return REJECTED
    }
    this.counts.set(key, count + 1)
    this.keys.set(frame, key)
    frames.raise(frame, HOLDS_EXTRA)
    return CONTINUE
  }

  ended(frame: Frame): void {
    const key = this.keys.get(frame)
    if (key === undefined) return
    this.keys.delete(frame)
    const left = (this.counts.get(key) ?? 0) - 1
    if (left > 0) this.counts.set(key, left)
    else this.counts.delete(key)
  }

  wipe(): void {
    this.keys.clear()
    this.counts.clear()
  }

  snapshot(): Plain {
    return capture(this, ["keys", "counts"])
  }

  restore(saved: Plain): void {
    reinstate(this, ["keys", "counts"], saved)
  }
}
