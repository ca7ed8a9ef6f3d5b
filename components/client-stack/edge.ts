import { ExactSum, OUTCOME_COUNT, type Plain } from "../../engine/index.ts"

/** What is counted of the calls from one component to another, shared by the caller's replicas. */
export class EdgeMetrics {
  calls = 0
  retries = 0
  readonly outcomes = new Float64Array(OUTCOME_COUNT)
  /** Of all attempts, in ns, as the caller sees it. */
  readonly latencyNs = new ExactSum()
  latencyMaxNs = 0

  settle(outcome: number, latencyNs: number): void {
    this.outcomes[outcome] = (this.outcomes[outcome] ?? 0) + 1
    this.latencyNs.add(latencyNs)
    if (latencyNs > this.latencyMaxNs) this.latencyMaxNs = latencyNs
  }

  /** Forgets what was counted so far: the end of a warm-up. */
  reset(): void {
    this.calls = 0
    this.retries = 0
    this.outcomes.fill(0)
    this.latencyNs.clear()
    this.latencyMaxNs = 0
  }

  snapshot(): Plain {
    return {
      calls: this.calls,
      retries: this.retries,
      outcomes: this.outcomes.slice(),
      latencyNs: this.latencyNs.snapshot(),
      latencyMaxNs: this.latencyMaxNs,
    }
  }

  restore(saved: Plain): void {
    const from = Object(saved)
    this.calls = from.calls
    this.retries = from.retries
    this.outcomes.set(from.outcomes)
    this.latencyNs.restore(from.latencyNs)
    this.latencyMaxNs = from.latencyMaxNs
  }
}
