import * as z from "zod"
import { count } from "../../kit/schema.ts"
import { defineBreaker } from "./contract.ts"

/** Istio's limits: all bits of an unsigned 32-bit number. */
const UNLIMITED = 4_294_967_295

const limit = (value: number) => count().max(UNLIMITED).default(value)

const params = z.strictObject({
  connections: limit(1024).describe("Requests on a connection at a time (HTTP/1: one each)"),
  pending: limit(1024).describe("Requests that wait for a connection"),
  requests: limit(1024).describe("Requests at a time that do not wait (HTTP/2: over all connections)"),
  retries: limit(3).describe("Of them, second and further tries"),
})

type State = { requests: number; retries: number }

/**
 * Rejects what exceeds a number of requests or retries at a time. It knows nothing of failures: what Envoy calls a
 * circuit breaker keeps a slow callee from holding all of the caller.
 */
export const thresholds = defineBreaker<z.output<typeof params>, State>({
  kind: "thresholds",
  title: "Thresholds",
  summary: "Rejects above so many connections, pending requests, requests or retries at a time.",
  sources: [
    "Envoy, cluster.CircuitBreakers.Thresholds: 1024, 1024, 1024, 3",
    "Istio 1.2x, cluster_traffic_policy.go: all four 2^32 - 1",
  ],
  params,
  presets: {
    envoy: {},
    istio: { connections: UNLIMITED, pending: UNLIMITED, requests: UNLIMITED, retries: UNLIMITED },
  },
  state: () => ({ requests: 0, retries: 0 }),
  admit: ({ state, params }, retry) => {
    const waits = state.requests >= params.connections
    if (waits ? state.requests - params.connections >= params.pending : state.requests >= params.requests) return false
    if (retry && state.retries >= params.retries) return false
    state.requests++
    if (retry) state.retries++
    return true
  },
  facts: ({ state }) => [
    ["requests at a time", state.requests],
    ["of these retries", state.retries],
  ],
  settled: ({ state }, retry) => {
    state.requests--
    if (retry) state.retries--
  },
})
