import * as z from "zod"
import { count, duration } from "../../kit/schema.ts"
import { defineHedge } from "./contract.ts"

const params = z.strictObject({
  delay: duration()
    .prefault("50ms")
    .describe("Wait before the next try; 0ns: all at once (chosen: gRPC has no default)"),
  triesMax: count().min(2).max(5).default(2).describe("Tries in all, the first included (gRPC: 5 at most)"),
})

/**
 * Sends the next try after a fixed time, at once where a try fails. Nothing bounds the extra load: a callee that slows
 * down gets every call as often as is allowed.
 */
export const fixedDelay = defineHedge<z.output<typeof params>, Record<string, never>>({
  kind: "fixed-delay",
  title: "Fixed delay",
  summary: "The next try after a fixed time without an answer, or at once after a failure.",
  sources: ["gRPC proposal A6, client retries: hedgingPolicy, hedgingDelay and maxAttempts"],
  params,
  presets: {},
  sendsOnFailure: true,
  triesMax: ({ triesMax }) => triesMax,
  state: () => ({}),
  sent: () => {},
  nextHedgeAfterNs: ({ params }) => params.delay,
  take: () => true,
  settled: () => {},
})
