import * as z from "zod"
import "../../components/kit/zod-config.ts"
import type { Mistake } from "../../components/kit/mistake.ts"
import {
  bandwidth,
  choice,
  count,
  distribution,
  duration,
  share,
  sizeDistribution,
} from "../../components/kit/schema.ts"
import type { LinkPlan } from "../plan.ts"

/**
 * Round trips before the first request. A new connection's first byte of an answer comes one later: 2, 4, 3, 2, 2, 1.
 * Sources: RFC 9293 (TCP, 1), RFC 5246 (TLS 1.2, 2 on top), RFC 8446 (TLS 1.3, 1; none with early data of a session
 * that is known), RFC 9000 and 9001 (QUIC, 1 for both; none with early data).
 */
const HANDSHAKES = { none: 1, "tls-1.2": 3, "tls-1.3": 2, "tls-1.3-0rtt": 1, quic: 1, "quic-0rtt": 0 } as const

type Security = keyof typeof HANDSHAKES

const SECURITIES = ["none", "tls-1.2", "tls-1.3", "tls-1.3-0rtt", "quic", "quic-0rtt"] as const

const twoHandshakes: Mistake = {
  code: "E-parameter-conflict",
  message: "security says how many round trips a handshake takes; give one of the two",
}

const connections = z
  .strictObject({
    max: count().min(1).optional().describe("Open at once; a call beyond waits for a free one"),
    keepAlive: z.boolean().default(true).describe("A connection serves the next call after an answer"),
    security: choice(SECURITIES)
      .optional()
      .describe(
        "What is set up, and the round trips it takes: plain TCP 1, with TLS 1.2 3, with TLS 1.3 2, with its early data 1, QUIC 1, with early data 0",
      ),
    handshakeRoundTrips: count()
      .max(10)
      .optional()
      .describe("In place of security: round trips before the first request; 0 when neither is there"),
    idleTimeout: duration().optional().describe("An idle connection is closed after this (nginx upstream: 60s)"),
    streams: count().min(1).default(1).describe("Calls on one connection at once (HTTP/2: 100)"),
    requestsMax: count()
      .min(1)
      .optional()
      .describe("Calls of one connection in all, then it is closed (nginx keepalive_requests: 1000)"),
    ageMax: duration({ min: "1ns" })
      .optional()
      .describe("A connection this old takes no further call (nginx keepalive_time: 1h)"),
    initialWindow: count()
      .min(1)
      .optional()
      .describe(
        "Segments of 1460 bytes that an answer begins with on a new connection, twice as many with each round trip (RFC 6928: 10); all at once when absent",
      ),
  })
  .superRefine(({ security, handshakeRoundTrips }, context) => {
    if (security === undefined || handshakeRoundTrips === undefined) return
    context.addIssue({
      code: "custom",
      message: twoHandshakes.message,
      path: ["handshakeRoundTrips"],
      params: { mistake: twoHandshakes },
    })
  })

function roundTripsOf(security: Security | undefined): number {
  return security === undefined ? 0 : HANDSHAKES[security]
}

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
    connections: connections.optional().describe("Connections as things that are set up, limited and reused"),
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
      handshakeRoundTrips: connections.handshakeRoundTrips ?? roundTripsOf(connections.security),
      idleTimeoutNs: connections.idleTimeout,
      streams: connections.streams,
      requestsMax: connections.requestsMax,
      ageMaxNs: connections.ageMax,
      initialWindow: connections.initialWindow,
    },
  }))
