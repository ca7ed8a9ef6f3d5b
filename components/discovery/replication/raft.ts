import * as z from "zod"
import type { Mistake } from "../../kit/mistake.ts"
import { duration } from "../../kit/schema.ts"
import { RaftGroup } from "../server/raft-group.ts"
import { defineReplication } from "./contract.ts"

/** etcd refuses an election time-out that is less than so many heartbeats. */
const BEATS_PER_ELECTION_MIN = 5

const params = z
  .strictObject({
    heartbeat: duration({ min: "1ms" }).prefault("100ms").describe("A leader calls the others at least this often"),
    election: duration({ min: "1ms" })
      .prefault("1s")
      .describe("Without a call for so long, and at random up to as long again, a server stands for leader"),
    leaderLease: duration({ min: "1ms" })
      .prefault("1s")
      .describe("A leader that no majority has answered for so long steps down"),
    commitDelay: duration()
      .prefault("0s")
      .describe("A leader tells the others what is committed after at most so long"),
    hold: duration().prefault("7s").describe("A request waits so long for a leader where there is none"),
  })
  .superRefine(({ heartbeat, election }, context) => {
    if (election >= BEATS_PER_ELECTION_MIN * heartbeat) return
    const message = `the election time-out has to be at least ${BEATS_PER_ELECTION_MIN} heartbeats, or one that is late ends a leader's term`
    const mistake: Mistake = { code: "E-parameter-conflict", message }
    context.addIssue({ code: "custom", message, path: [], params: { mistake } })
  })

type Params = z.output<typeof params>

/**
 * A leader writes each change to a majority before it counts. Without a majority nothing changes, and nobody's time is
 * up either: what is known stays known.
 */
export const raft = defineReplication<Params>({
  kind: "raft",
  title: "Raft",
  summary: "Changes go through a leader and count once a majority has them; keys and values beside the entries.",
  sources: [
    "D. Ongaro, J. Ousterhout: In search of an understandable consensus algorithm, 2014",
    "etcd server/embed/config.go: heartbeat 100 ms, election 1,000 ms, at least 5 heartbeats; request time-out 7 s",
    "HashiCorp Consul: raft_multiplier 5, so election 5 s to 10 s, lease 2.5 s, commit 250 ms; rpc_hold_timeout 7 s",
    "hashicorp/raft: heartbeats after a tenth of the heartbeat time-out",
    "ZooKeeper: syncLimit 5 ticks of 2 s; FastLeaderElection.finalizeWait 200 ms, to which 300 ms were added (chosen) until the leader is missed, since Raft stands in for Zab here",
  ],
  params,
  presets: {
    etcd: {},
    consul: { heartbeat: "500ms", election: "5s", leaderLease: "2500ms", commitDelay: "250ms" },
    zookeeper: { election: "500ms", leaderLease: "10s" },
  },
  keepsKeys: true,
  make: (params, desk) => new RaftGroup(params, desk),
})
