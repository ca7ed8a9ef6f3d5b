import type { ProfileDefinition } from "../../kit/contract.ts"

/**
 * Linkerd 2.18. Nothing is tried again unless somebody says so, and then within a budget; breaking is off too. Proxies
 * keep one HTTP/2 connection to each other, so that handshakes are few.
 */
export const linkerd218: ProfileDefinition = {
  profile: "linkerd-2.18",
  title: "Linkerd 2.18",
  summary: "A small proxy: peak EWMA, no retries unless asked for, a budget for those, HTTP/2 between proxies.",
  sources: [
    "Linkerd, Load Balancing: EWMA of latencies, two choices",
    "Linkerd, Retries and Timeouts: off by default; ServiceProfile retryBudget 20 %, 10 a second, ttl 10 s",
    "overhead: 0.132 of a core at 992 requests/s, linkerd2-proxy (Z. Dichev, benches, 2019)",
    "latency: at 2,000 requests/s two proxies add 6 ms to the median, Istio's 17 ms (Linkerd vs Istio benchmarks, 2021): about a third of what Istio's own figures say",
    "Linkerd, Automatic mTLS: ECDSA P-256, 24 h; HTTP/1 is carried over HTTP/2 between proxies",
  ],
  params: {
    overhead: "132us",
    latency: "lognormal p50=250us p99=700us",
    cpu: { cores: 1, discipline: "fifo" },
    mtls: "permissive",
    certificates: { key: "ecdsa-p256", lifetime: "24h" },
    connections: { streams: 1000, idleTimeout: "1h" },
    accessOrder: "deny-first",
    policy: { balance: { kind: "peak-ewma", preset: "linkerd" } },
    retryBudget: { kind: "leaky-bucket", share: "20%", reserve: "10/s", ttl: "10s" },
  },
}
