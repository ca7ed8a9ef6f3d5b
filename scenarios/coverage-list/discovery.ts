import { waiting } from "./leaf.ts"

export const discovery = waiting(3, [
  "discovery.client-side",
  "discovery.server-side",
  "discovery.health",
  "discovery.consul",
  "discovery.eureka",
  "discovery.etcd",
  "discovery.zookeeper",
  "discovery.kubernetes-dns",
  "discovery.kv",
  "discovery.import.consul",
])
