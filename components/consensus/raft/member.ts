import type { Ns, Stream } from "../../../engine/index.ts"
import { emptyLog } from "./log.ts"
import type { RaftCommitted, RaftMessage, RaftRead, RaftRole } from "./messages.ts"
import { drawElectionNs, type RaftTiming } from "./timing.ts"

/** Of a candidate: what each member answered. */
export const UNANSWERED = 0
export const GRANTED = 1
export const REFUSED = 2

/** A read that waits for a majority to answer `round`; -1: the index is not known before the leader commits. */
export type PendingRead = { readonly id: number; readonly round: number; readonly index: number }

/** The state of one member, which the functions of elections.ts and replication.ts change. Plain data throughout. */
export class RaftMember {
  readonly self: number
  readonly count: number
  readonly majority: number
  readonly timing: RaftTiming
  readonly random: Stream
  isUp = false

  // Kept over a crash: what Raft writes to disk before it answers.
  term = 0
  vote = -1
  log = emptyLog()

  role: RaftRole = "follower"
  leader = -1
  commitIndex = 0
  electionDueNs: Ns = Infinity
  /** When it last heard from the leader it knows. */
  heardNs: Ns = -Infinity

  // Of a candidate.
  isPreVoting = false
  votes: Uint8Array

  // Of a leader, for each member.
  next: Float64Array
  match: Float64Array
  /** 1 where the log's agreement has yet to be found, so that entries are not sent ahead of answers. */
  isProbed: Uint8Array
  contactNs: Float64Array
  answeredRound: Float64Array
  heartbeatDueNs: Ns = Infinity
  commitDueNs: Ns = Infinity
  /** Never goes back, so that an answer to an earlier leadership cannot pass for one to this. */
  round = 0
  roundSentNs: Ns = -Infinity
  readId = 0
  pendingReads: PendingRead[] = []

  outbox: RaftMessage[] = []
  committed: RaftCommitted[] = []
  readsDone: RaftRead[] = []

  constructor(self: number, count: number, timing: RaftTiming, random: Stream) {
    this.self = self
    this.count = count
    this.majority = Math.floor(count / 2) + 1
    this.timing = timing
    this.random = random
    this.votes = new Uint8Array(count)
    this.next = new Float64Array(count)
    this.match = new Float64Array(count)
    this.isProbed = new Uint8Array(count)
    this.contactNs = new Float64Array(count)
    this.answeredRound = new Float64Array(count)
  }
}

/** The fields that a snapshot holds, beside the position of the stream. */
export const MEMBER_FIELDS = [
  ...["isUp", "term", "vote", "log", "role", "leader", "commitIndex", "electionDueNs", "heardNs"],
  ...["isPreVoting", "votes", "next", "match", "isProbed", "contactNs", "answeredRound"],
  ...["heartbeatDueNs", "commitDueNs", "round", "roundSentNs", "readId", "pendingReads"],
  ...["outbox", "committed", "readsDone"],
]

/** Starts the wait for an election anew. */
export function resetElection(member: RaftMember, nowNs: Ns): void {
  member.electionDueNs = nowNs + drawElectionNs(member.timing, member.random)
}

/** Follows, in a later term or in its own; `leader` is -1 where it is not known. A leader gives up its reads. */
export function follow(member: RaftMember, nowNs: Ns, term: number, leader: number): void {
  if (term > member.term) {
    member.term = term
    member.vote = -1
  }
  if (member.role === "leader") {
    for (const { id } of member.pendingReads) member.readsDone.push({ id, index: -1, isConfirmed: false })
    member.pendingReads = []
    resetElection(member, nowNs)
  }
  member.role = "follower"
  member.leader = leader
  member.isPreVoting = false
}

/** The greatest value that a majority has reached. */
export function majorityValue(member: RaftMember, values: Float64Array): number {
  const ascending = values.slice().sort()
  return ascending[member.count - member.majority] ?? 0
}
