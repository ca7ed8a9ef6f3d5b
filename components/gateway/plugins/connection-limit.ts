import * as z from "zod"
import { choice, count } from "../../kit/schema.ts"
import { ConnectionStage } from "../connection-stage.ts"
import { definePlugin } from "./contract.ts"

/**
 * So many requests at a time, from when they come here until they are answered; more are refused. It knows no rate: a
 * client that is answered fast may ask as often as it likes, and one whose service is slow is soon refused.
 */
export const connectionLimit = definePlugin({
  kind: "connection-limit",
  title: "Connection limit",
  summary: "So many requests of each key at a time; the others are refused.",
  sources: [
    "nginx 1.31, ngx_http_limit_conn_module.c: refuses where conn >= limit (503); preaccess phase, behind limit_req; each node counts its own",
    "Traefik 3, InFlightReq: amount, by source (429 there)",
    "Kong and AWS API Gateway have none such",
  ],
  params: z.strictObject({
    limit: count().min(1).max(1_000_000).describe("Requests at a time (limit_conn, amount)"),
    per: choice(["key", "global"]).default("key").describe("One count for each key, as for an address, or for all"),
  }),
  presets: {},
  places: { nginx: 58 },
  metrics: [{ name: "overConnections", title: "Requests beyond the connection limit", unit: "count", type: "counter" }],
  calls: () => [],
  work: () => [],
  passedPerSecondMax: () => Number.POSITIVE_INFINITY,
  build: ({ limit, per }, { context: { sim, metrics }, argument }) => ({
    stage: new ConnectionStage(sim, {
      limit,
      perKey: per === "key",
      refused: metrics.counter("overConnections"),
    }),
    steps: [{ do: "extend", argument: argument(0) }],
  }),
})
