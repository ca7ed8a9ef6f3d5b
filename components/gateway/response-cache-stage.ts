import { CONTINUE, type CountMetric, type Frame, KEY, OK, type Plain, type Simulation } from "../../engine/index.ts"
import type { Freshness } from "./freshness.ts"
import { GoodUntil } from "./good-until.ts"
import type { Stage } from "./plugins/contract.ts"

export interface ResponseCacheParts {
  /** Of each operation by number: 1 where its responses are kept, else 0. */
  readonly kept: Uint8Array
  readonly ttlNs: number
  readonly entriesMax: number
  /** What responses say of themselves, those that are kept with their age; null where none says anything. */
  readonly freshness: Freshness | null
  readonly hits: CountMetric
  readonly misses: CountMetric
  readonly bypasses: CountMetric
}

/** Responses of one replica, by operation and key. */
export class ResponseCacheStage implements Stage {
  private readonly sim: Simulation
  private readonly parts: ResponseCacheParts
  private readonly responses: GoodUntil

  constructor(sim: Simulation, parts: ResponseCacheParts) {
    this.sim = sim
    this.parts = parts
    this.responses = new GoodUntil(parts.entriesMax)
  }

  run(frame: Frame): number {
    const { kept, ttlNs, freshness, hits, misses, bypasses } = this.parts
    if (kept[this.sim.frames.operation(frame)] !== 1) {
      bypasses.add()
      return CONTINUE
    }
    const name = this.nameOf(frame)
    const leftNs = this.responses.endOf(name) - this.sim.nowNs
    if (leftNs <= 0) {
      misses.add()
      return CONTINUE
    }
    this.responses.use(name)
    hits.add()
    freshness?.state(frame, ttlNs - leftNs)
    return OK
  }

  answered(frame: Frame): void {
    const { kept, ttlNs } = this.parts
    if (kept[this.sim.frames.operation(frame)] === 1) this.responses.keep(this.nameOf(frame), this.sim.nowNs + ttlNs)
  }

  wipe(): void {
    this.responses.clear()
  }

  snapshot(): Plain {
    return this.responses.snapshot()
  }

  restore(saved: Plain): void {
    this.responses.restore(saved)
  }

  /** One number for operation and key. */
  private nameOf(frame: Frame): number {
    const { frames } = this.sim
    return frames.double(frame, KEY) * this.parts.kept.length + frames.operation(frame)
  }
}
