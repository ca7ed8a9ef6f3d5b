import type { ProfileDefinition } from "../../kit/contract.ts"

export const etcd3: ProfileDefinition = {
  profile: "etcd-3",
  title: "etcd 3",
  summary: "Leases that the leader of a Raft group keeps the time of; changes are pushed to whoever watches.",
  sources: [
    "etcd server/embed/config.go: heartbeat 100 ms, election 1,000 ms",
    "etcd server/lease/lessor.go: leases are looked through every 500 ms",
    "etcd client/v3/concurrency/session.go: a session's lease is 60 s, renewed after a third",
  ],
  params: {
    replication: { kind: "raft", preset: "etcd" },
    liveness: { kind: "lease", preset: "etcd" },
    reads: { kind: "watch", preset: "etcd" },
  },
}
