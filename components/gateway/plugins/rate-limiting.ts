import * as z from "zod"
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
    "nginx: limit_req in the preaccess phase",
    "AWS API Gateway: throttled before the authorizer (from memory, unverified)",
  ],
  params: z.strictObject({
    limits: limitsSchema.describe("All have to let a request pass; one that refuses spares those after it"),
  }),
  presets: {},
  places: { aws: 30, kong: 910, nginx: 60 },
  metrics: limitMetrics,
  calls: ({ limits }) => storeCalls(limits),
  work: () => [],
  passedPerSecondMax: ({ limits }) => limitedPerSecondMax(limits),
  build: ({ limits }, site) => ({
    steps: limitSteps(limits, site),
    stage: new Gatekeeper(site.context.sim, gatekeeperParts(limits, site)),
  }),
})
