import * as z from "zod"
import "../../components/kit/zod-config.ts"
import { bandwidth, count, distribution, duration, share, sizeDistribution } from "../../components/kit/schema.ts"
import type { LinkPlan } from "../plan.ts"

/** The way between components: an entry of `links`. */
export const linkSchema: z.ZodType<LinkPlan> = z
  .strictObject({
    latency: distribution().optional().describe("One-way delay"),
    replyLatency: distribution().optional().describe("One-way delay of answers, where it differs"),
    bandwidth: bandwidth({ min: "1B/s" }).optional().describe("Bytes per second, each direction on its own"),
    replyBytes: sizeDistribution().optional().describe("Size of an answer; that of its request when absent"),
    loss: share().prefault("0%").describe("Share of requests lost"),
    replyLoss: share().optional().describe("Share of answers lost, where it differs"),
    duplication: share().prefault("0%").describe("Share of requests that arrive twice"),
    reordering: share().prefault("0%").describe("Share of messages held back, so that later ones overtake them"),
    reorderDelay: duration().optional().describe("How long these are held back (1ms when absent)"),
    ordered: z.boolean().default(false).describe("No message arrives before one sent earlier"),
    connections: z
      .strictObject({
        max: count().min(1).optional().describe("Open at once; a call beyond waits for a free one"),
        keepAlive: z.boolean().default(true).describe("A connection serves the next call after an answer"),
        handshakeRoundTrips: count()
          .max(10)
          .default(0)
          .describe("Round trips before the first request: TCP 1, TLS 1.3 on top 2, TLS 1.2 on top 3"),
        idleTimeout: duration().optional().describe("An idle connection is closed after this"),
      })
      .optional()
      .describe("Connections as things that are set up, limited and reused"),
  })
  .transform(({ reorderDelay, connections, ...link }) => ({
    latency: link.latency,
    replyLatency: link.replyLatency,
    bandwidth: link.bandwidth,
    replyBytes: link.replyBytes,
    loss: link.loss,
    replyLoss: link.replyLoss,
    duplication: link.duplication,
    reordering: link.reordering,
    ordered: link.ordered,
    reorderDelayNs: reorderDelay,
    connections: connections && {
      max: connections.max,
      keepAlive: connections.keepAlive,
      handshakeRoundTrips: connections.handshakeRoundTrips,
      idleTimeoutNs: connections.idleTimeout,
    },
  }))
