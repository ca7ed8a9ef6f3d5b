import type { CodeEntry } from "./entry.ts"

/** What can be wrong with an objective. */
export const objectiveCodes = {
  "E-objective-syntax": {
    title: "An objective that cannot be read",
    explanation:
      "An objective is a measure, what it is of, a comparison and a limit, such as `p99 latency of shop.pay < 300ms`. Measures: latency (p50, p99.9, mean, max), success, errors, share of an outcome, rate, utilisation, queue (mean, max), retries, hit ratio, and `recovers within 30s of last fault`.",
    example: { wrong: "latency of shop under 300ms", right: "p99 latency of shop < 300ms" },
  },
  "E-objective-unknown-target": {
    title: "An objective about something that does not exist",
    explanation: "No component, operation or link has this name, so the objective could never be judged.",
    example: { wrong: "success of shops >= 99.9%", right: "success of shop >= 99.9%" },
  },
  "E-objective-unknown-outcome": {
    title: "An outcome that does not exist",
    explanation:
      "Requests end as one of: ok, error, timeout, deadline, rejected, rate-limited, circuit-open, refused, unreachable, lost, cancelled, in-flight.",
    example: { wrong: "share of timeouts in shop < 1%", right: "share of timeout in shop < 1%" },
  },
  "E-objective-selects-nothing": {
    title: "An objective that selects nothing",
    explanation:
      "The thing exists but has no such measure, as the hit ratio of a service, the retries of a link nothing is sent over, or recovery in a scenario without faults. It would pass or fail without meaning anything.",
  },
} as const satisfies Record<string, CodeEntry>
