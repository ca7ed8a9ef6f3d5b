import type { MetricBag } from "../../components/kit/contract.ts"
import { CountMetric, LatencyMetric, LevelMetric, type Plain, type RunClock, SampleMetric } from "../../engine/index.ts"

export type Metric = CountMetric | LatencyMetric | LevelMetric | SampleMetric

/** Every measure of a run by name, such as `ledger.wait` or `pay -> ledger.limit`. */
export class RunMetrics {
  private readonly metrics = new Map<string, Metric>()
  private readonly clock: RunClock

  constructor(clock: RunClock) {
    this.clock = clock
  }

  /** Of a component, or of the calls between two: `pay -> ledger`. */
  bag(owner: string): MetricBag {
    return {
      latency: (name) => this.named(`${owner}.${name}`, LatencyMetric),
      level: (name) => this.named(`${owner}.${name}`, LevelMetric),
      counter: (name) => this.named(`${owner}.${name}`, CountMetric),
      samples: (name) => this.named(`${owner}.${name}`, SampleMetric),
    }
  }

  /** The measure of a name, or undefined. */
  get(name: string): Metric | undefined {
    return this.metrics.get(name)
  }

  /** Names in alphabetical order. */
  names(): readonly string[] {
    return [...this.metrics.keys()].sort()
  }

  snapshot(): Plain {
    return new Map([...this.metrics].map(([name, metric]) => [name, metric.snapshot()]))
  }

  restore(saved: Plain): void {
    if (!(saved instanceof Map)) throw new TypeError("a snapshot of measures is a map")
    for (const [name, metric] of this.metrics) metric.restore(saved.get(name))
  }

  private named<M extends Metric>(name: string, type: new (clock: RunClock) => M): M {
    const known = this.metrics.get(name)
    if (known === undefined) {
      const made = new type(this.clock)
      this.metrics.set(name, made)
      return made
    }
    if (!(known instanceof type)) throw new Error(`${name} is already a measure of another type`)
    return known
  }
}
