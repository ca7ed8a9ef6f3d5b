import * as z from "zod"
import { costParams, sizeParams } from "../message-params.ts"
import { resizingPlugin } from "../resizing.ts"
import { definePlugin } from "./contract.ts"

/** Rewrites requests before they are passed on: what the service and the link to it get has another size. */
export const requestTransformer = definePlugin({
  kind: "request-transformer",
  title: "Request transformer",
  summary: "Rewrites each request: work by its bytes, and another size from there on.",
  sources: [
    "Kong request-transformer: PRIORITY 801, access phase; before proxy-cache, so hits cost it too",
    "AWS API Gateway: integration request mapping, behind the cache",
    "nginx: proxy_set_body in the content phase, behind proxy_cache",
  ],
  params: z.strictObject({ ...costParams, ...sizeParams }),
  presets: {},
  places: { aws: 5, kong: 801, nginx: 5 },
  metrics: [],
  calls: () => [],
  work: ({ cost }) => [{ work: { kind: "constant", value: cost } }],
  passedPerSecondMax: () => Number.POSITIVE_INFINITY,
  build: ({ factor, adds, ...cost }, site) =>
    resizingPlugin(site, { request: { cost, resize: { factor, added: adds }, sized: "before" } }),
})
