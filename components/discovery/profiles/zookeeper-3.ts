import type { ProfileDefinition } from "../../kit/contract.ts"

export const zookeeper3: ProfileDefinition = {
  profile: "zookeeper-3",
  title: "Apache ZooKeeper 3",
  summary: "Ephemeral nodes that go with their session, by ticks of 2 s; watches that only say that something changed.",
  sources: [
    "ZooKeeper administrator's guide: tickTime 2000, sessions of 2 to 20 ticks",
    "ZooKeeper ClientCnxn: pings after a third of the session time-out",
    "zkCli: a session of 30 s",
  ],
  params: {
    replication: { kind: "raft", preset: "zookeeper" },
    liveness: { kind: "session", preset: "zookeeper" },
    reads: { kind: "watch", preset: "zookeeper" },
  },
}
