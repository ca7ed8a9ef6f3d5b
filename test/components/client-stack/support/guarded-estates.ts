import fc from "fast-check"
import { estates } from "../../../scenarios/run/estates.ts"
import type { Document } from "../../../scenarios/run/support.ts"

const some = <T>(from: fc.Arbitrary<T>) => fc.option(from, { nil: undefined })

/** Policies with parameters small enough to bite within 300 ms. */
const guards = fc.record({
  throttle: some(fc.constantFrom("accept-share", { kind: "success-rate", threshold: "90%" })),
  breaker: some(
    fc.constantFrom(
      { kind: "consecutive-failures", failures: 2, openMin: "10ms" },
      { kind: "sliding-window", calls: 5, callsMin: 5, openFor: "20ms", halfOpenCalls: 2 },
      { kind: "rolling-buckets", callsMin: 5, sleep: "20ms" },
      { kind: "thresholds", connections: 2, pending: 1, requests: 2, retries: 1 },
    ),
  ),
  outliers: some(
    fc.constantFrom(
      { kind: "max-fails", failTimeout: "20ms" },
      { kind: "failure-accrual", failures: 2, outMin: "10ms" },
      { kind: "outlier-detection", failures: 2, ejectedShareMax: "100%", interval: "20ms" },
    ),
  ),
  bulkhead: some(
    fc.constantFrom(
      { kind: "semaphore", calls: 1 },
      { kind: "semaphore", calls: 2, waitMax: "15ms" },
      { kind: "thread-pool", core: 1, threadsMax: 2, waiting: 2 },
    ),
  ),
  limit: some(fc.constantFrom({ kind: "aimd", initial: 2, limitMin: 1, timeout: "20ms" }, "vegas", "gradient2")),
  hedge: some(
    fc.constantFrom(
      { kind: "fixed-delay", delay: "0ms", triesMax: 3 },
      { kind: "fixed-delay", delay: "5ms" },
      { kind: "percentile", refresh: "20ms", window: "20ms", extraLoad: "50%" },
    ),
  ),
  budget: some(
    fc.constantFrom("active-share", "token-throttle", { kind: "token-bucket", tokensMax: 2 }, "leaky-bucket"),
  ),
  balance: fc.constantFrom("round-robin", "peak-ewma", { kind: "least-time", inFlight: true }),
})

/** Rules of who is chosen among; what outlier detection takes out makes them act. */
const members = fc.constantFrom(
  {},
  { panic: "60%" },
  { priorities: { levels: [0, 1] } },
  { priorities: { levels: [1, 0], spill: "when-down" }, panic: "50%" },
  { balance: "random", slowStart: { window: "50ms" } },
  { balance: "least-request", slowStart: { window: "40ms", every: "5ms" }, priorities: { levels: [0, 0, 1] } },
)

/** Random estates, each of their policies with some guards: crashes, pauses and partitions among their faults. */
export const guardedEstates: fc.Arbitrary<Document> = fc
  .tuple(estates, fc.array(fc.tuple(guards, members), { minLength: 5, maxLength: 5 }))
  .map(([document, drawn]) => {
    const policies = Object.entries(Object(document.policies)).map(([pair, policy], index) => {
      const [{ budget, ...rest } = {}, rules = {}] = drawn[index] ?? []
      const merged = { ...Object(policy), ...rest, ...rules }
      const isBounded = merged.retry !== undefined || merged.hedge !== undefined
      return [pair, isBounded ? { ...merged, budget } : merged]
    })
    return { ...document, policies: Object.fromEntries(policies) }
  })
