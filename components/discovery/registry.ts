import { defineComponent } from "../kit/contract.ts"
import { HEALTH } from "../kit/probes.ts"
import { buildRegistrar, buildResolver } from "./build-agents.ts"
import { buildServer } from "./build-server.ts"
import { livenessOf } from "./liveness/choice.ts"
import { registryMetrics } from "./metrics.ts"
import { KEY_OPERATIONS, OPERATIONS } from "./operations.ts"
import { registryParams } from "./parameters.ts"
import * as profiles from "./profiles.ts"
import { replicationOf } from "./replication/choice.ts"

/**
 * Where replicas register and callers find them. A component says `register:` its name, a policy `discovery:`; what goes
 * between them and its servers are calls like any other, which take time, get lost, and fail with a server. Callers go
 * on with the list they have. Registries with a leader also keep keys, for services to `put` and `get`.
 */
export const registry = defineComponent({
  kind: "registry",
  title: "Service registry",
  summary: "Knows which replicas there are, later than they do: leases or checks, replicated, read by callers.",
  sources: [
    "Netflix Eureka 2, HashiCorp Consul 1, etcd 3, Apache ZooKeeper 3, Kubernetes with CoreDNS: see the profiles",
  ],
  layer: "service",
  params: registryParams,
  presets: {},
  profiles: Object.values(profiles),
  metrics: registryMetrics,
  faults: ["crash", "pause", "slow"],
  offer: ({ replication }) => ({
    own: replicationOf(replication).keepsKeys ? KEY_OPERATIONS : [],
    fallback: undefined,
  }),
  calls: () => [],
  mentions: () => OPERATIONS,
  capacity: () => [],
  build: buildServer,
  registry: {
    gossips: ({ liveness }) => {
      const duty = livenessOf(liveness).duty(liveness.params)
      return duty.kind === "watchman" && duty.gossip !== "off"
    },
    probes: ({ liveness }) => (livenessOf(liveness).duty(liveness.params).kind === "watchman" ? [HEALTH] : []),
    registrar: buildRegistrar,
    resolver: buildResolver,
  },
})
