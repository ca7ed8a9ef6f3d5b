import * as z from "zod"
import { duration } from "../../kit/schema.ts"
import { Gatekeeper } from "../gatekeeper.ts"
import { gatekeeperParts, limitedPerSecondMax, limitMetrics, limitSteps, limitsSchema, storeCalls } from "../limits.ts"
import { definePlugin } from "./contract.ts"

/** Rate limits at their place among the plug-ins; the gateway's `limits` are the same in front of all others. */
export const rateLimiting = definePlugin({
  kind: "rate-limiting",
  title: "Rate limiting",
  summary: "Refuses or holds back requests beyond a rate.",
  sources: [
    "Kong rate-limiting: PRIORITY 910",
    "Kong Gateway performance testing benchmarks: 131,000 requests/s without plugins, 113,500 with rate limiting (means of two releases); on the 16 cores of the profile 16 / 113,500 s - 16 / 131,000 s = 19us each",
    "nginx: limit_req in the preaccess phase",
    "AWS API Gateway: throttled before the authorizer (from memory, unverified)",
  ],
  params: z.strictObject({
    limits: limitsSchema.describe("All have to let a request pass; one that refuses spares those after it"),
    work: duration({ max: "1s" }).prefault("0us").describe("Work for each request, also for those it refuses"),
  }),
  presets: { kong: { work: "19us" } },
  places: { aws: 30, kong: 910, nginx: 60 },
  metrics: limitMetrics,
  calls: ({ limits }) => storeCalls(limits),
  work: ({ work }) => workOf(work).map(({ time }) => ({ work: time })),
  passedPerSecondMax: ({ limits }) => limitedPerSecondMax(limits),
  build: ({ limits, work }, site) => ({
    steps: [...workOf(work).map((step) => ({ do: "work" as const, ...step })), ...limitSteps(limits, site)],
    stage: new Gatekeeper(site.context.sim, gatekeeperParts(limits, site)),
  }),
})

function workOf(work: number) {
  return work === 0 ? [] : [{ time: { kind: "constant" as const, value: work } }]
}
