import type { ProfileDefinition } from "../../kit/contract.ts"

export const eureka2: ProfileDefinition = {
  profile: "eureka-2",
  title: "Netflix Eureka 2",
  summary: "Peers that agree on nothing; leases of 90 s that last 180 s, self-preservation, two caches of 30 s.",
  sources: [
    "Netflix Eureka, DefaultEurekaClientConfig: heartbeat 30 s, registry fetch 30 s",
    "Netflix Eureka, DefaultEurekaServerConfig: eviction every 60 s, renewal threshold 0.85, response cache 30 s",
    "Spring Cloud Netflix: one client more is expected than is registered",
  ],
  params: {
    replication: { kind: "peers", preset: "eureka" },
    liveness: { kind: "evicted-lease", preset: "eureka" },
    reads: { kind: "poll", preset: "eureka" },
  },
}
