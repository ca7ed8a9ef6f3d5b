import * as z from "zod"
import { costParams, sizeParams } from "../message-params.ts"
import { resizingPlugin } from "../resizing.ts"
import { definePlugin } from "./contract.ts"

/**
 * Rewrites answers on their way back, those that succeed. The client gets them in their new size where its link states
 * no `replyBytes` of its own. What a cache of the gateway answers is left alone.
 */
export const responseTransformer = definePlugin({
  kind: "response-transformer",
  title: "Response transformer",
  summary: "Rewrites each answer: work by its bytes, and another size for the client.",
  sources: [
    "Kong response-transformer: PRIORITY 800, header_filter and body_filter phases",
    "AWS API Gateway: integration response mapping; nginx: sub_filter in the output filters",
  ],
  params: z.strictObject({ ...costParams, ...sizeParams }),
  presets: {},
  places: { aws: 4, kong: 800, nginx: 4 },
  metrics: [],
  calls: () => [],
  work: ({ cost }) => [{ work: { kind: "constant", value: cost } }],
  passedPerSecondMax: () => Number.POSITIVE_INFINITY,
  build: ({ factor, adds, ...cost }, site) =>
    resizingPlugin(site, { answer: { cost, resize: { factor, added: adds }, sized: "before" } }),
})
