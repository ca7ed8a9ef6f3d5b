import type { ProfileDefinition } from "../../kit/contract.ts"

/**
 * Envoy 1.31 before one cluster. The timeout of a route (15 s, retries and their pauses included) and of a connect (5 s)
 * belong to the link behind it: state them under `policies`. No retries unless configured.
 */
export const envoy131: ProfileDefinition = {
  profile: "envoy-1.31",
  title: "Envoy 1.31",
  summary: "Four workers; 1024 requests at once and 1024 waiting; filters and routes as listed.",
  sources: [
    "circuit breakers: max_requests 1024, max_pending_requests 1024; more are refused (503, x-envoy-overloaded)",
    "overhead: Istio 1.24, a waypoint needs 0.25 vCPU for 1,000 requests/s: 250us each, TLS included",
    "cpu: one worker a core; 4 cores are chosen",
    "HTTP filters run in the order of the chain; the first route listed that fits",
  ],
  params: {
    concurrency: 1024,
    queue: { lengthMax: 1024 },
    overhead: "250us",
    cpu: { cores: 4, discipline: "fifo" },
    order: "listed",
    routing: "envoy",
  },
}
