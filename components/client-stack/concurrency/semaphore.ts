import * as z from "zod"
import { count, duration } from "../../kit/schema.ts"
import { defineLimiter } from "./contract.ts"

const params = z.strictObject({
  calls: count().min(1).default(25).describe("Calls at a time"),
  waitMax: duration().prefault("0ns").describe("Longest wait for a place; 0ns: none"),
})

/**
 * So many calls at a time; the others wait a while or are turned away. The right number depends on how fast the callee
 * is, which nobody tells it.
 */
export const semaphore = defineLimiter<z.output<typeof params>, Record<string, never>>({
  kind: "semaphore",
  title: "Semaphore",
  summary: "A fixed number of calls at a time, with a bounded wait for a place.",
  sources: [
    "resilience4j 2.2, BulkheadConfig: maxConcurrentCalls 25, maxWaitDuration 0",
    "Hystrix, Configuration: execution.isolation.semaphore.maxConcurrentRequests 10",
  ],
  params,
  presets: { resilience4j: {}, hystrix: { calls: 10 } },
  role: "bulkhead",
  state: () => ({}),
  limit: ({ params }) => params.calls,
  limitWhenFull: ({ params }) => params.calls,
  waitingMax: ({ waitMax }) => (waitMax > 0 ? Number.POSITIVE_INFINITY : 0),
  waitMaxNs: ({ waitMax }) => waitMax,
  sampled: () => {},
})
