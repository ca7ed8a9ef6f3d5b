import * as z from "zod"
import { count } from "../../kit/schema.ts"
import { defineLimiter } from "./contract.ts"

const params = z.strictObject({
  core: count().min(1).default(10).describe("Threads that take calls before any has to wait"),
  threadsMax: count()
    .min(1)
    .default(10)
    .describe("Threads once the line is full; those above the core end with the line"),
  waiting: count().default(0).describe("Places in the line; 0: none"),
})

/**
 * A pool of threads with a line before it, as Java has it: more threads come only when the line is full, so a long line
 * keeps the pool small and calls slow.
 */
export const threadPool = defineLimiter<z.output<typeof params>, Record<string, never>>({
  kind: "thread-pool",
  title: "Thread pool",
  summary: "Core threads, then places in a line, then further threads, then no more.",
  sources: [
    "Hystrix, Configuration: coreSize 10, maximumSize 10, maxQueueSize -1",
    "resilience4j 2.2, ThreadPoolBulkheadConfig: queueCapacity 100, core = processors - 1, max = processors (4 taken)",
    "Java SE, java.util.concurrent.ThreadPoolExecutor: core and maximum pool sizes, queuing",
  ],
  params,
  presets: { hystrix: {}, resilience4j: { core: 3, threadsMax: 4, waiting: 100 } },
  role: "bulkhead",
  state: () => ({}),
  limit: ({ params }) => params.core,
  limitWhenFull: ({ params }) => Math.max(params.core, params.threadsMax),
  waitingMax: ({ waiting }) => waiting,
  waitMaxNs: () => Number.POSITIVE_INFINITY,
  sampled: () => {},
})
