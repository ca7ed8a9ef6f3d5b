import { assert, type Ns, type Plain } from "../../../engine/index.ts"
import { entriesFrom, firstOfTerm, installState, lastIndex, termAt, truncate } from "./log.ts"
import { follow, majorityValue, type RaftMember, resetElection } from "./member.ts"
import type { AppendAnswer, AppendRequest, InstallSnapshot, RaftEntry } from "./messages.ts"
import { settleReads } from "./reads.ts"

/** Becomes leader of its term, and says so with an entry of its own, without which older ones cannot be committed. */
export function lead(member: RaftMember, nowNs: Ns): void {
  const { self } = member
  member.role = "leader"
  member.leader = self
  member.isPreVoting = false
  member.next.fill(lastIndex(member.log) + 1)
  member.match.fill(0)
  member.isProbed.fill(1)
  member.contactNs.fill(nowNs)
  member.answeredRound.fill(0)
  // It agrees with itself at once, whatever the round or the time.
  member.contactNs[self] = Infinity
  member.answeredRound[self] = Infinity
  member.heartbeatDueNs = nowNs + member.timing.heartbeatNs
  appendOwn(member, nowNs, null, true)
}

/** Appends to the leader's log and sends it on; the index. */
export function appendOwn(member: RaftMember, nowNs: Ns, command: Plain, isLeaderOwn: boolean): number {
  const index = lastIndex(member.log) + 1
  member.log.entries.push({ term: member.term, command, isLeaderOwn })
  member.match[member.self] = index
  callAll(member, nowNs)
  commitAgreed(member, nowNs)
  return index
}

/** Calls every member with what it lacks: a heartbeat where it lacks nothing. */
export function callAll(member: RaftMember, nowNs: Ns): void {
  member.round += 1
  member.roundSentNs = nowNs
  member.commitDueNs = Infinity
  for (let to = 0; to < member.count; to++) if (to !== member.self) call(member, to)
}

/** When the lease ends unless more members answer; Infinity without a lease. */
export function leaseEndNs(member: RaftMember): Ns {
  return member.timing.leaseNs > 0 ? majorityValue(member, member.contactNs) + member.timing.leaseNs : Infinity
}

/** The leader's side: what a member's answer tells of its log. */
export function onAppendAnswer(member: RaftMember, nowNs: Ns, answer: AppendAnswer): void {
  if (member.role !== "leader") return
  const { from, round, matchIndex } = answer
  member.contactNs[from] = nowNs
  member.answeredRound[from] = Math.max(member.answeredRound[from] ?? 0, round)
  if (answer.isAccepted) {
    member.match[from] = Math.max(member.match[from] ?? 0, matchIndex)
    member.next[from] = Math.max(member.next[from] ?? 0, matchIndex + 1)
    member.isProbed[from] = 0
    commitAgreed(member, nowNs)
    if ((member.next[from] ?? 0) <= lastIndex(member.log)) call(member, from)
  } else if (isNews(member, answer)) {
    member.next[from] = Math.max((member.match[from] ?? 0) + 1, Math.min(answer.previousIndex, matchIndex))
    member.isProbed[from] = 1
    call(member, from)
  }
  settleReads(member)
}

/** A follower's side: takes the entries where they join its log, and else says where to try. */
export function onAppend(member: RaftMember, nowNs: Ns, request: AppendRequest): void {
  hear(member, nowNs, request.from)
  const { log } = member
  const { previousIndex, round } = request
  const isJoined = previousIndex < log.baseIndex || termAt(log, previousIndex) === request.previousTerm
  if (previousIndex > lastIndex(log) || !isJoined) {
    const tried = previousIndex > lastIndex(log) ? lastIndex(log) + 1 : firstOfTerm(log, previousIndex)
    answer(member, request, false, Math.max(tried, member.commitIndex + 1))
    return
  }
  takeEntries(member, previousIndex, request.entries)
  const matchIndex = Math.max(previousIndex + request.entries.length, log.baseIndex)
  commitTo(member, Math.min(request.commitIndex, matchIndex))
  answer(member, { from: request.from, previousIndex, round }, true, matchIndex)
}

export function onInstall(member: RaftMember, nowNs: Ns, request: InstallSnapshot): void {
  hear(member, nowNs, request.from)
  const { index, state } = request
  if (index > member.commitIndex) {
    installState(member.log, index, request.indexTerm, state)
    member.commitIndex = index
    member.committed.push({ kind: "state", index, state })
  }
  answer(member, { from: request.from, previousIndex: index, round: request.round }, true, member.commitIndex)
}

/** Tells a leader of an earlier term that it is one. */
export function refuseStale(member: RaftMember, { from, round }: AppendRequest | InstallSnapshot): void {
  answer(member, { from, previousIndex: 0, round }, false, 0)
}

function hear(member: RaftMember, nowNs: Ns, leader: number): void {
  assert(member.role !== "leader", "a term has one leader")
  follow(member, nowNs, member.term, leader)
  member.heardNs = nowNs
  resetElection(member, nowNs)
}

function takeEntries(member: RaftMember, previousIndex: number, entries: readonly RaftEntry[]): void {
  const { log } = member
  for (const [at, entry] of entries.entries()) {
    const index = previousIndex + 1 + at
    if (index <= log.baseIndex || termAt(log, index) === entry.term) continue
    if (index <= lastIndex(log)) {
      assert(index > member.commitIndex, "a committed entry is never replaced")
      truncate(log, index)
    }
    log.entries.push(entry)
  }
}

type Answered = { readonly from: number; readonly previousIndex: number; readonly round: number }

function answer(member: RaftMember, request: Answered, isAccepted: boolean, matchIndex: number): void {
  const { from: to, previousIndex, round } = request
  const head = { from: member.self, to, term: member.term }
  member.outbox.push({ kind: "append-answer", ...head, isAccepted, previousIndex, matchIndex, round })
}

/** False for refusals that an earlier one, or an acceptance, has already answered. */
function isNews(member: RaftMember, { from, previousIndex }: AppendAnswer): boolean {
  if (member.isProbed[from] === 1) return previousIndex === (member.next[from] ?? 0) - 1
  return previousIndex > (member.match[from] ?? 0)
}

function call(member: RaftMember, to: number): void {
  const { log, self, term, round, timing } = member
  const next = member.next[to] ?? 0
  const head = { from: self, to, term }
  if (next <= log.baseIndex) {
    const { baseIndex: index, baseTerm: indexTerm, baseState: state } = log
    member.outbox.push({ kind: "install-snapshot", ...head, index, indexTerm, state, round })
    member.next[to] = index + 1
    return
  }
  const previousIndex = next - 1
  const entries = entriesFrom(log, next, timing.entriesPerAppendMax)
  if (member.isProbed[to] === 0) member.next[to] = next + entries.length
  const previous = { previousIndex, previousTerm: termAt(log, previousIndex) }
  member.outbox.push({ kind: "append", ...head, ...previous, entries, commitIndex: member.commitIndex, round })
}

/** Commits what a majority holds, where it is of the leader's own term (Raft, 5.4.2). */
function commitAgreed(member: RaftMember, nowNs: Ns): void {
  const index = majorityValue(member, member.match)
  if (index <= member.commitIndex || termAt(member.log, index) !== member.term) return
  commitTo(member, index)
  const { commitNs } = member.timing
  if (commitNs === 0) callAll(member, nowNs)
  else member.commitDueNs = Math.min(member.commitDueNs, nowNs + commitNs)
}

function commitTo(member: RaftMember, index: number): void {
  const { log } = member
  while (member.commitIndex < index) {
    member.commitIndex += 1
    const entry = log.entries[member.commitIndex - log.baseIndex - 1]
    assert(entry !== undefined, "what is committed is in the log")
    if (!entry.isLeaderOwn) {
      member.committed.push({ kind: "entry", index: member.commitIndex, command: entry.command })
    }
  }
}
