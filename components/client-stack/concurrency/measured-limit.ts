import type { LevelMetric, Plain, SampleMetric } from "../../../engine/index.ts"
import type { MetricBag } from "../../kit/contract.ts"
import type { Limiter } from "./contract.ts"

/**
 * An adaptive limit as a port uses it, with what it is measured by: `limit`, the calls at a time of all callers that
 * share the measures, as of each call's beginning and end; and the numbers that the strategy decides by.
 */
export class MeasuredLimit {
  private readonly limiter: Limiter
  private readonly level: LevelMetric
  /** In the order of the strategy's measures. */
  private readonly samples: readonly SampleMetric[]
  /** This caller's part of the level. */
  private counted = 0

  constructor(limiter: Limiter, measures: MetricBag) {
    this.limiter = limiter
    this.level = measures.level("limit")
    this.samples = limiter.measures.map(({ name }) => measures.samples(name))
    this.count(0)
  }

  /** As of a limiter. */
  admit(nowNs: number): number {
    const verdict = this.limiter.admit(nowNs)
    this.count(nowNs)
    return verdict
  }

  /** An admitted call has ended. */
  settled(nowNs: number, result: number, latencyNs: number): void {
    const { limiter, samples } = this
    limiter.settled(nowNs, result, latencyNs)
    this.count(nowNs)
    for (let at = 0; at < samples.length; at++) {
      const value = limiter.measured(at)
      if (!Number.isNaN(value)) samples[at]?.record(value)
    }
  }

  snapshot(): Plain {
    return { limiter: this.limiter.snapshot(), counted: this.counted }
  }

  restore(saved: Plain): void {
    const from = Object(saved)
    this.limiter.restore(from.limiter)
    this.counted = from.counted
  }

  private count(nowNs: number): void {
    const limit = this.limiter.limit(nowNs)
    if (limit === this.counted) return
    this.level.add(limit - this.counted)
    this.counted = limit
  }
}
