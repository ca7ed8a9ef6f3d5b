import { assert, capture, type Ns, type Plain, reinstate, type Stream, unreachable } from "../../../engine/index.ts"
import { isIgnored, onVoteAnswer, onVoteRequest, startElection } from "./elections.ts"
import { compactLog } from "./log.ts"
import { follow, MEMBER_FIELDS, RaftMember, resetElection } from "./member.ts"
import type { RaftCommitted, RaftMessage, RaftRead, RaftRole } from "./messages.ts"
import { addRead, settleReads } from "./reads.ts"
import { appendOwn, callAll, leaseEndNs, onAppend, onAppendAnswer, onInstall, refuseStale } from "./replication.ts"
import type { RaftTiming } from "./timing.ts"

/**
 * One member of a Raft group (Ongaro and Ousterhout 2014; Ongaro's thesis) whose membership is fixed: `count` members
 * numbered from 0. It has no clock, timer or network. After every call the owner sends what is in `outbox`, applies
 * `committed`, answers `readsDone`, and sees that `tick` is called at `dueNs`. Writes to disk take no time: an owner
 * that models them holds back the outbox. Calls to a member that is down do nothing.
 */
export class RaftNode {
  private readonly member: RaftMember

  constructor(self: number, count: number, timing: RaftTiming, random: Stream) {
    assert(timing.electionMaxNs > timing.electionMinNs, "election time-outs are drawn from a range")
    this.member = new RaftMember(self, count, timing, random)
  }

  get isUp(): boolean {
    return this.member.isUp
  }

  get role(): RaftRole {
    return this.member.role
  }

  get term(): number {
    return this.member.term
  }

  /** The leader that it knows of in its term; -1 where none. */
  get leader(): number {
    return this.member.leader
  }

  get commitIndex(): number {
    return this.member.commitIndex
  }

  /** The entries that it holds, compacted ones not counted. */
  get logLength(): number {
    return this.member.log.entries.length
  }

  /** When `tick` has to be called next; Infinity while it is down. */
  get dueNs(): Ns {
    const { member } = this
    if (!member.isUp) return Infinity
    if (member.role !== "leader") return member.electionDueNs
    return Math.min(member.heartbeatDueNs, member.commitDueNs, leaseEndNs(member))
  }

  /** Starts for the first time. */
  start(nowNs: Ns): void {
    this.member.isUp = true
    resetElection(this.member, nowNs)
  }

  /** Does what is due by `nowNs`. */
  tick(nowNs: Ns): void {
    const { member } = this
    if (!member.isUp) return
    if (member.role !== "leader") {
      if (member.electionDueNs <= nowNs) startElection(member, nowNs)
      return
    }
    if (leaseEndNs(member) <= nowNs) {
      follow(member, nowNs, member.term, -1)
      return
    }
    const isHeartbeat = member.heartbeatDueNs <= nowNs
    if (isHeartbeat) member.heartbeatDueNs = nowNs + member.timing.heartbeatNs
    if (isHeartbeat || member.commitDueNs <= nowNs) callAll(member, nowNs)
  }

  receive(nowNs: Ns, message: RaftMessage): void {
    const { member } = this
    if (!member.isUp) return
    if (message.kind === "vote-request" && isIgnored(member, nowNs, message)) return
    if (message.term > member.term && !isHypothetical(message)) {
      const isLeading = message.kind === "append" || message.kind === "install-snapshot"
      follow(member, nowNs, message.term, isLeading ? message.from : -1)
    }
    const isStale = message.term < member.term
    switch (message.kind) {
      case "vote-request":
        return onVoteRequest(member, nowNs, message)
      case "append":
        return isStale ? refuseStale(member, message) : onAppend(member, nowNs, message)
      case "install-snapshot":
        return isStale ? refuseStale(member, message) : onInstall(member, nowNs, message)
      case "vote-answer":
        return isStale ? undefined : onVoteAnswer(member, nowNs, message)
      case "append-answer":
        return isStale ? undefined : onAppendAnswer(member, nowNs, message)
      default:
        return unreachable(message)
    }
  }

  /** Asks for a command to be committed: its index, which may yet be lost with the leader; -1 where not the leader. */
  propose(nowNs: Ns, command: Plain): number {
    const { member } = this
    if (!member.isUp || member.role !== "leader") return -1
    return appendOwn(member, nowNs, command, false)
  }

  /**
   * Asks a majority whether this is still the leader, for a linearizable read; the id under which `readsDone` tells
   * the outcome, -1 where it is not the leader. Reads of one instant share a round of heartbeats.
   */
  confirmRead(nowNs: Ns): number {
    const { member } = this
    if (!member.isUp || member.role !== "leader") return -1
    if (member.roundSentNs !== nowNs) callAll(member, nowNs)
    const id = addRead(member)
    settleReads(member)
    return id
  }

  /** Lets `state`, the outcome of applying all up to `index`, stand for them: bounds the log. */
  compact(index: number, state: Plain): void {
    const { log, commitIndex } = this.member
    assert(index <= commitIndex, "only what is committed can be compacted")
    if (index > log.baseIndex) compactLog(log, index, state)
  }

  /** Stops at once. Its term, vote and log last; what it was about to send and all else is lost. */
  crash(): void {
    const { member } = this
    member.isUp = false
    member.role = "follower"
    member.leader = -1
    member.heardNs = -Infinity
    member.isPreVoting = false
    member.pendingReads = []
    member.outbox = []
    member.committed = []
    member.readsDone = []
    member.commitIndex = member.log.baseIndex
  }

  /** Comes back after a crash; `committed` begins with the state from which the caller applies anew. */
  restart(nowNs: Ns): void {
    const { member } = this
    assert(!member.isUp, "only a member that is down can come back")
    const { baseIndex: index, baseState: state } = member.log
    member.committed.push({ kind: "state", index, state })
    this.start(nowNs)
  }

  /** What is to be sent, removed from the node. */
  takeOutbox(): readonly RaftMessage[] {
    const { outbox } = this.member
    if (outbox.length > 0) this.member.outbox = []
    return outbox
  }

  /** What is to be applied, removed from the node. */
  takeCommitted(): readonly RaftCommitted[] {
    const { committed } = this.member
    if (committed.length > 0) this.member.committed = []
    return committed
  }

  /** The reads that ended, removed from the node. */
  takeReadsDone(): readonly RaftRead[] {
    const { readsDone } = this.member
    if (readsDone.length > 0) this.member.readsDone = []
    return readsDone
  }

  snapshot(): Plain {
    return { ...capture(this.member, MEMBER_FIELDS), random: [...this.member.random.snapshot().state] }
  }

  restore(saved: Plain): void {
    reinstate(this.member, MEMBER_FIELDS, saved)
    this.member.random.restore({ state: Reflect.get(Object(saved), "random") })
  }
}

/** Messages of a term that nobody has started: asked about, or granted, before the vote. */
function isHypothetical(message: RaftMessage): boolean {
  if (message.kind === "vote-request") return message.isPreVote
  return message.kind === "vote-answer" && message.isPreVote && message.isGranted
}
