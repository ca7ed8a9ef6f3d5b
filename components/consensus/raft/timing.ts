import { NS_PER_MS, NS_PER_S, type Ns, type Stream, uniform01 } from "../../../engine/index.ts"

/** How often a member speaks and how long it waits. All in nanoseconds, but for the last two. */
export type RaftTiming = {
  /** An election time-out is drawn uniformly from the least, included, to the most, excluded. */
  readonly electionMinNs: Ns
  readonly electionMaxNs: Ns
  /** Time-outs are the least plus a whole number of these; 0 draws any instant between. */
  readonly electionStepNs: Ns
  /** A leader calls at least this often. */
  readonly heartbeatNs: Ns
  /**
   * A leader that no majority has answered for so long steps down, and members that heard from a leader within the
   * least election time-out give no vote. 0: neither.
   */
  readonly leaseNs: Ns
  /** A new commit index is told at the latest after so long; 0: at once. */
  readonly commitNs: Ns
  /** Asks whether it could win before it starts a term (Ongaro's thesis, 9.6). */
  readonly preVote: boolean
  readonly entriesPerAppendMax: number
}

/**
 * etcd: 100 ms heartbeat, 1,000 ms election time-out drawn in whole heartbeats, check-quorum over one election
 * time-out (server/etcdserver/raft.go, raft.go); `PreVote: true` is the default in server/embed/config.go since 3.5.
 */
export const etcdTiming: RaftTiming = {
  electionMinNs: 1000 * NS_PER_MS,
  electionMaxNs: 2000 * NS_PER_MS,
  electionStepNs: 100 * NS_PER_MS,
  heartbeatNs: 100 * NS_PER_MS,
  leaseNs: 1000 * NS_PER_MS,
  commitNs: 0,
  preVote: true,
  entriesPerAppendMax: 64, // chosen: etcd limits bytes (1 MiB), which are unknown here
}

/**
 * Consul: hashicorp/raft's 1 s time-outs drawn from [t, 2t), heartbeats at a tenth of them, 500 ms lease, 50 ms
 * commit time-out, all times `multiplier` (Consul's `raft_multiplier`, 5 where unset). hashicorp/raft draws each
 * heartbeat from [t/10, t/5); here it is the shorter. Its pre-vote is pull request 530 of 2024.
 */
export function consulTiming(multiplier: number): RaftTiming {
  return {
    electionMinNs: NS_PER_S * multiplier,
    electionMaxNs: 2 * NS_PER_S * multiplier,
    electionStepNs: 0,
    heartbeatNs: 100 * NS_PER_MS * multiplier,
    leaseNs: 500 * NS_PER_MS * multiplier,
    commitNs: 50 * NS_PER_MS * multiplier,
    preVote: true,
    entriesPerAppendMax: 64, // hashicorp/raft config.go, MaxAppendEntries
  }
}

/** An election time-out in whole nanoseconds; one step of the stream. */
export function drawElectionNs(timing: RaftTiming, random: Stream): Ns {
  random.step()
  const { electionMinNs, electionMaxNs, electionStepNs } = timing
  const step = electionStepNs > 0 ? electionStepNs : 1
  const steps = Math.ceil((electionMaxNs - electionMinNs) / step)
  return electionMinNs + Math.floor(uniform01(random.a, random.b) * steps) * step
}
