import type { ProfileDefinition } from "../../kit/contract.ts"

/**
 * Consul service mesh (Connect) 1.20 with Envoy. Nothing is tried again, but Envoy's own limits and outlier detection
 * hold: an instance that fails five times in a row is left alone. Callers without a certificate are refused.
 */
export const consulConnect120: ProfileDefinition = {
  profile: "consul-connect-1.20",
  title: "Consul Connect 1.20",
  summary: "Envoy with its own defaults: round robin, breakers of 1024, outlier detection; intentions; strict mTLS.",
  sources: [
    "Consul, agent/xds/config/config.go: ToOutlierDetection without settings enables Envoy's defaults; no retries",
    "Envoy, cluster.CircuitBreakers.Thresholds: 1024, 1024, 1024, 3; lb_policy ROUND_ROBIN",
    "Consul, Connect CA: leaf_cert_ttl 72h, private_key_type ec, 256 bits",
    "Consul, Service intentions: precedence by how exact destination and source are",
    "overhead and latency: Envoy as in Istio's figures, for want of others (Istio 1.24: 0.20 vCPU, p90 2.76 ms for two)",
  ],
  params: {
    overhead: "200us",
    latency: "lognormal p50=1.1ms p99=1.31ms",
    cpu: { cores: 2, discipline: "fifo" },
    mtls: "strict",
    certificates: { key: "ecdsa-p256", lifetime: "72h" },
    connections: { streams: 1, idleTimeout: "1h" },
    accessOrder: "most-exact",
    policy: {
      balance: "round-robin",
      breaker: { kind: "thresholds", preset: "envoy" },
      outliers: { kind: "outlier-detection", preset: "envoy" },
    },
  },
}
