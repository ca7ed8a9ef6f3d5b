import { LogHistogram } from "../../index.ts"
import type { LevelSample, Sample } from "./sample.ts"

const NS_PER_SECOND = 1e9
const NS_PER_MS = 1e6

/** Samples of one variant as if they were one long run. */
export class Pool {
  private readonly samples: readonly Sample[]

  constructor(samples: readonly Sample[]) {
    this.samples = samples
  }

  /** Simulated seconds in all. */
  get seconds(): number {
    return this.total(({ seconds }) => seconds)
  }

  count(name: string): number {
    return this.total(({ counts }) => required(counts[name], name))
  }

  ratePerSecond(name: string): number {
    return this.count(name) / this.seconds
  }

  /** Calls over an edge, every try counted. */
  calls(edge: string): number {
    return this.total(({ calls }) => required(calls[edge], edge))
  }

  latency(name: string): LogHistogram {
    const [first, ...others] = this.samples.map(({ latencies }) => {
      const snapshot = required(latencies[name], name)
      const histogram = new LogHistogram(snapshot.bits)
      histogram.restore(snapshot)
      return histogram
    })
    const merged = required(first, name)
    for (const other of others) merged.merge(other)
    return merged
  }

  meanMs(latency: string): number {
    return this.latency(latency).mean() / NS_PER_MS
  }

  quantileMs(latency: string, q: number): number {
    return this.latency(latency).quantile(q) / NS_PER_MS
  }

  meanSeconds(latency: string): number {
    return this.latency(latency).mean() / NS_PER_SECOND
  }

  /** The share of values above zero, of a latency such as `server.wait`. */
  shareAboveZero(latency: string): number {
    const histogram = this.latency(latency)
    return histogram.countAbove(0) / histogram.count
  }

  /** How many values are zero. */
  zeros(latency: string): number {
    const histogram = this.latency(latency)
    return histogram.count - histogram.countAbove(0)
  }

  /** Time-weighted mean of a level. */
  mean(level: string): number {
    return this.total(({ levels }) => required(levels[level], level).integral / NS_PER_SECOND) / this.seconds
  }

  /** Mean of the numbers that a measure recorded, such as `users -> server.queue`; NaN of none. */
  meanOf(measure: string): number {
    const numbers = this.samples.map((sample) => required(sample.numbers[measure], measure))
    const count = numbers.reduce((all, one) => all + one.count, 0)
    return numbers.reduce((all, one) => all + one.sum, 0) / count
  }

  variance(level: string): number {
    const mean = this.mean(level)
    return this.weigh(level, (value) => (value - mean) * (value - mean))
  }

  /** Share of time that a level is at least `value`. */
  atLeast(level: string, value: number): number {
    return this.weigh(level, (at) => (at >= value ? 1 : 0))
  }

  /** The lowest value that a level does not pass for at least the share `q` of the time. */
  quantile(level: string, q: number): number {
    let value = 0
    while (this.atLeast(level, value + 1) > 1 - q) value++
    return value
  }

  /** Mean of what each run noted. */
  noted(name: string): number {
    return this.total(({ noted }) => required(noted[name], name)) / this.samples.length
  }

  /** Time-weighted mean of a function of a level. */
  private weigh(level: string, weight: (value: number) => number): number {
    const ns = this.total(({ levels }) => weighed(required(levels[level], level), weight, level))
    return ns / NS_PER_SECOND / this.seconds
  }

  private total(of: (sample: Sample) => number): number {
    return this.samples.reduce((sum, sample) => sum + of(sample), 0)
  }
}

function weighed({ timeNs }: LevelSample, weight: (value: number) => number, level: string): number {
  if (timeNs.length === 0) throw new Error(`${level} grew too high for its distribution`)
  return timeNs.reduce((sum, ns, value) => sum + ns * weight(value), 0)
}

function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`the run measured no "${name}"`)
  return value
}
