import * as z from "zod"
import { requestPath } from "../../kit/request-fields.ts"
import { ratio } from "../../kit/schema.ts"
import { costParams } from "../message-params.ts"
import { resizingPlugin } from "../resizing.ts"
import { definePlugin } from "./contract.ts"

/**
 * Takes JSON from the client and gives gRPC to the service, and back. What is read and written follows the size of the
 * JSON both times. A method that streams has no whole answer, so no cache of the gateway keeps any.
 */
export const grpcTranscoding = definePlugin({
  kind: "grpc-transcoding",
  title: "gRPC transcoding",
  summary:
    "HTTP with JSON outside, gRPC with protocol buffers inside: work by bytes both ways, smaller messages inside.",
  sources: [
    "Kong grpc-gateway: PRIORITY 998",
    "Envoy grpc_json_transcoder: an HTTP filter, in the order of the chain",
    "AWS API Gateway and nginx have none such",
    "no cost of a request is published; size: 25 bytes for 75 of JSON (A. Putra, small message), more for texts: half is chosen",
  ],
  params: z.strictObject({
    ...costParams,
    size: ratio()
      .min(0.01)
      .max(10)
      .default(0.5)
      .describe("Bytes of a message for each byte of its JSON (default chosen)"),
    streaming: z.array(requestPath()).default([]).describe("Paths of methods whose answers are streams"),
  }),
  presets: {},
  places: { kong: 998 },
  streams: ({ streaming }) => streaming,
  metrics: [],
  calls: () => [],
  work: ({ cost }) => [{ work: { kind: "constant", value: 2 * cost } }],
  passedPerSecondMax: () => Number.POSITIVE_INFINITY,
  build: ({ size, streaming: _, ...cost }, site) =>
    resizingPlugin(site, {
      request: { cost, resize: { factor: size, added: 0 }, sized: "before" },
      answer: { cost, resize: { factor: 1 / size, added: 0 }, sized: "after" },
    }),
})
