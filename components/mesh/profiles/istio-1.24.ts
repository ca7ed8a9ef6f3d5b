import type { ProfileDefinition } from "../../kit/contract.ts"

/**
 * Istio 1.24 with sidecars. Its breakers are so high that they never open, and an answer of 503 is not tried again: what
 * is tried again are connections that fail. Outlier detection is off until somebody configures it.
 */
export const istio124: ProfileDefinition = {
  profile: "istio-1.24",
  title: "Istio 1.24",
  summary: "Envoy beside each replica: two workers, least request, two retries of failed connections, RSA keys.",
  sources: [
    "Istio, Performance and Scalability, 1.24: 0.20 vCPU for 1,000 requests/s and sidecar, 2 workers; two sidecars add 2.76 ms to p90, 2.88 ms to p99",
    "overhead and latency: 0.2 ms of work, and a lognormal wait so that two sidecars come to those percentiles (our arithmetic)",
    "Istio, pilot/pkg/networking/core/cluster_traffic_policy.go: LEAST_REQUEST, no outlier detection, limits of 2^32 - 1",
    "Istio, pilot/pkg/networking/core/route/retry: 2 retries on connect-failure and refused-stream, at hosts not tried before (previous_hosts, 5 selections), back-off of Envoy: 25 ms to 250 ms, all of it by chance",
    "Istio, security: keys RSA-2048 and 24 h by default; HTTP/1.1 upstream, one request a connection",
  ],
  params: {
    overhead: "200us",
    latency: "lognormal p50=1.1ms p99=1.31ms",
    cpu: { cores: 2, discipline: "fifo" },
    mtls: "permissive",
    certificates: { key: "rsa-2048", lifetime: "24h" },
    connections: { streams: 1, idleTimeout: "1h" },
    accessOrder: "deny-first",
    triesElsewhere: true,
    policy: {
      balance: "least-request",
      retry: { attemptsMax: 3, backoff: "exponential 25ms..250ms", jitter: "full", on: ["refused", "unreachable"] },
    },
  },
}
