import type { ProfileDefinition } from "../../kit/contract.ts"

export const consul1: ProfileDefinition = {
  profile: "consul-1",
  title: "HashiCorp Consul 1",
  summary:
    "Agents check their replicas, report to a Raft group and watch each other; callers wait in blocking queries.",
  sources: [
    "HashiCorp Consul, agent/checks/check.go and agent/ae/ae.go: local checks, anti-entropy every 60 s",
    "HashiCorp Consul, agent/config/default.go: raft_multiplier 5",
    "HashiCorp memberlist, DefaultLANConfig: agents and servers watch each other by SWIM",
    "HashiCorp Consul, blocking queries: 5 min, jitter a sixteenth, answered by the leader",
    "HashiCorp Consul, rpc_hold_timeout 7 s: servers wait for a leader, and agents for them; 10 s is chosen above that",
    "the check's interval of 10 s and time-out of 5 s: Consul's documentation of HTTP checks; the time-out's default is 10 s",
  ],
  params: {
    replication: { kind: "raft", preset: "consul" },
    liveness: { kind: "check", preset: "consul", interval: "10s", timeout: "5s" },
    reads: { kind: "watch", preset: "consul" },
    // An agent that gave up sooner would register twice, and the later copy could undo what it has reported since.
    timeout: "10s",
  },
}
