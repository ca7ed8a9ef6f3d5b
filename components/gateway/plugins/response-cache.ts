import * as z from "zod"
import { type RequestName, requestNamed } from "../../kit/request-name.ts"
import { choice, count, duration } from "../../kit/schema.ts"
import { ResponseCacheStage } from "../response-cache-stage.ts"
import { definePlugin } from "./contract.ts"

const params = z.strictObject({
  ttl: duration({ min: "1ns", max: "24h" })
    .prefault("300s")
    .describe("How long a response is good after it came (default: Kong's cache_ttl and AWS's)"),
  entriesMax: count()
    .min(1)
    .default(10_000)
    .describe("Responses one replica keeps; the least recently used goes first (default chosen)"),
  methods: z
    .array(choice(["GET", "HEAD", "POST"]))
    .min(1)
    .default(["GET", "HEAD"])
    .describe("Requests whose responses are kept (default: Kong's request_method)"),
})

/**
 * Answers from what it kept, by the request's path and key; only successes are kept. Requests for a response that is on
 * its way go to the service as well: it does not collapse them. Hits take no time of their own and are as large as
 * their requests. Answers that another plug-in streams pass it by.
 */
export const responseCache = definePlugin({
  kind: "response-cache",
  title: "Response cache",
  summary: "Keeps responses by path and key for a time, and answers from them.",
  sources: [
    "Kong proxy-cache: PRIORITY 100, ttl 300 s, GET and HEAD, no collapsing, memory of the node",
    "AWS API Gateway: ttl 300 s by default, GET only",
    "nginx: proxy_cache in the content phase, proxy_cache_lock off by default",
  ],
  params,
  presets: { aws: { methods: ["GET"] } },
  places: { aws: 10, kong: 100, nginx: 10 },
  answers: true,
  metrics: [
    { name: "cacheHits", title: "Requests answered from kept responses", unit: "count", type: "counter" },
    { name: "cacheMisses", title: "Requests whose response was not kept", unit: "count", type: "counter" },
    { name: "cacheBypasses", title: "Requests whose responses are not kept", unit: "count", type: "counter" },
    {
      name: "cacheHitRatio",
      title: "Hit ratio of kept responses",
      unit: "share",
      type: "ratio",
      part: "cacheHits",
      of: ["cacheHits", "cacheMisses"],
    },
  ],
  calls: () => [],
  work: () => [],
  passedPerSecondMax: () => Number.POSITIVE_INFINITY,
  build: ({ ttl, entriesMax, methods }, { context: { sim, operations, metrics }, argument, streamed, freshness }) => {
    const kept: readonly string[] = methods
    const isKept = ({ method, path }: RequestName) => kept.includes(method) && !streamed.includes(path)
    const stage = new ResponseCacheStage(sim, {
      kept: Uint8Array.from({ length: operations.count }, (_, number) =>
        isKept(requestNamed(operations.nameOf(number))) ? 1 : 0,
      ),
      freshness,
      ttlNs: ttl,
      entriesMax,
      hits: metrics.counter("cacheHits"),
      misses: metrics.counter("cacheMisses"),
      bypasses: metrics.counter("cacheBypasses"),
    })
    return { stage, steps: [{ do: "extend", argument: argument(0) }] }
  },
})
