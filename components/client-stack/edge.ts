import { LatencyMetric, OUTCOME_COUNT, type Plain } from "../../engine/index.ts"

/** What is counted of the calls from one component to another, shared by the caller's replicas. */
export class EdgeMetrics {
  calls = 0
  retries = 0
  readonly outcomes = new Float64Array(OUTCOME_COUNT)
  /** Of attempts that were answered, in ns, as the caller sees it. */
  readonly latency = new LatencyMetric()

  settle(nowNs: number, outcome: number, latencyNs: number): void {
    this.outcomes[outcome] = (this.outcomes[outcome] ?? 0) + 1
    this.latency.record(nowNs, latencyNs)
  }

  /** Forgets what was counted so far: the end of a warm-up. */
  reset(nowNs: number): void {
    this.calls = 0
    this.retries = 0
    this.outcomes.fill(0)
    this.latency.reset(nowNs)
  }

  snapshot(): Plain {
    return {
      calls: this.calls,
      retries: this.retries,
      outcomes: this.outcomes.slice(),
      latency: this.latency.snapshot(),
    }
  }

  restore(saved: Plain): void {
    const from = Object(saved)
    this.calls = from.calls
    this.retries = from.retries
    this.outcomes.set(from.outcomes)
    this.latency.restore(from.latency)
  }
}
