import { CONTINUE, type CountMetric, type Frame, KEY, OK, type Plain, type Simulation } from "../../engine/index.ts"
import type { Stage } from "./plugins/contract.ts"

export interface ResponseCacheParts {
  /** Of each operation by number: 1 where its responses are kept, else 0. */
  readonly kept: Uint8Array
  readonly ttlNs: number
  readonly entriesMax: number
  readonly hits: CountMetric
  readonly misses: CountMetric
  readonly bypasses: CountMetric
}

/** Responses of one replica, by operation and key. */
export class ResponseCacheStage implements Stage {
  private readonly sim: Simulation
  private readonly parts: ResponseCacheParts
  /** Until when each response is good, the least recently used first. */
  private readonly goodUntilNs = new Map<number, number>()

  constructor(sim: Simulation, parts: ResponseCacheParts) {
    this.sim = sim
    this.parts = parts
  }

  run(frame: Frame): number {
    const { kept, hits, misses, bypasses } = this.parts
    if (kept[this.sim.frames.operation(frame)] !== 1) {
      bypasses.add()
      return CONTINUE
    }
    const name = this.nameOf(frame)
    const untilNs = this.goodUntilNs.get(name) ?? 0
    if (untilNs <= this.sim.nowNs) {
      misses.add()
      return CONTINUE
    }
    this.goodUntilNs.delete(name)
    this.goodUntilNs.set(name, untilNs)
    hits.add()
    return OK
  }

  answered(frame: Frame): void {
    const { kept, ttlNs, entriesMax } = this.parts
    if (kept[this.sim.frames.operation(frame)] !== 1) return
    const name = this.nameOf(frame)
    this.goodUntilNs.delete(name)
    for (const oldest of this.goodUntilNs.keys()) {
      if (this.goodUntilNs.size < entriesMax) break
      this.goodUntilNs.delete(oldest)
    }
    this.goodUntilNs.set(name, this.sim.nowNs + ttlNs)
  }

  wipe(): void {
    this.goodUntilNs.clear()
  }

  snapshot(): Plain {
    return [...this.goodUntilNs]
  }

  restore(saved: Plain): void {
    this.wipe()
    if (Array.isArray(saved)) for (const [name, untilNs] of saved) this.goodUntilNs.set(name, untilNs)
  }

  /** One number for operation and key. */
  private nameOf(frame: Frame): number {
    const { frames } = this.sim
    return frames.double(frame, KEY) * this.parts.kept.length + frames.operation(frame)
  }
}
