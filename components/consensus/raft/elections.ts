import type { Ns } from "../../../engine/index.ts"
import { isUpToDate, lastIndex, lastTerm } from "./log.ts"
import { GRANTED, type RaftMember, REFUSED, resetElection, UNANSWERED } from "./member.ts"
import type { VoteAnswer, VoteRequest } from "./messages.ts"
import { lead } from "./replication.ts"

/** What an election time-out leads to: a new term, or first the question whether one could be won. */
export function startElection(member: RaftMember, nowNs: Ns): void {
  member.role = "candidate"
  member.leader = -1
  if (member.timing.preVote) askForVotes(member, nowNs, true)
  else campaign(member, nowNs)
}

/** True where the request goes unheard, because a leader was heard from so recently that it must be well. */
export function isIgnored(member: RaftMember, nowNs: Ns, { from }: VoteRequest): boolean {
  if (member.timing.leaseNs === 0 || member.leader === -1 || member.leader === from) return false
  return member.role === "leader" || nowNs < member.heardNs + member.timing.electionMinNs
}

/** Gives its one vote of the term to the first that asks with a log as new as its own. */
export function onVoteRequest(member: RaftMember, nowNs: Ns, request: VoteRequest): void {
  const { from, term, isPreVote } = request
  const isFree = member.vote === from || (member.vote === -1 && member.leader === -1)
  const mayVote = isPreVote ? term > member.term : term === member.term && isFree
  const isGranted = mayVote && isUpToDate(member.log, request.lastIndex, request.lastTerm)
  if (isGranted && !isPreVote) {
    member.vote = from
    resetElection(member, nowNs)
  }
  // The answer to a pre-vote names the term that was asked about; a refusal, the term that it has to catch up with.
  const answered = isGranted ? term : member.term
  member.outbox.push({ kind: "vote-answer", from: member.self, to: from, term: answered, isPreVote, isGranted })
}

export function onVoteAnswer(member: RaftMember, nowNs: Ns, answer: VoteAnswer): void {
  const { from, term, isPreVote, isGranted } = answer
  if (member.role !== "candidate" || isPreVote !== member.isPreVoting) return
  if (isPreVote && isGranted && term !== member.term + 1) return
  member.votes[from] = isGranted ? GRANTED : REFUSED
  countVotes(member, nowNs)
}

function campaign(member: RaftMember, nowNs: Ns): void {
  member.term += 1
  member.vote = member.self
  askForVotes(member, nowNs, false)
}

function askForVotes(member: RaftMember, nowNs: Ns, isPreVote: boolean): void {
  const { self, count, votes, log } = member
  member.isPreVoting = isPreVote
  resetElection(member, nowNs)
  votes.fill(UNANSWERED)
  votes[self] = GRANTED
  const term = isPreVote ? member.term + 1 : member.term
  const last = { lastIndex: lastIndex(log), lastTerm: lastTerm(log) }
  for (let to = 0; to < count; to++) {
    if (to !== self) member.outbox.push({ kind: "vote-request", from: self, to, term, isPreVote, ...last })
  }
  countVotes(member, nowNs)
}

function countVotes(member: RaftMember, nowNs: Ns): void {
  const { votes, majority } = member
  let granted = 0
  let refused = 0
  for (const vote of votes) {
    if (vote === GRANTED) granted += 1
    if (vote === REFUSED) refused += 1
  }
  if (granted >= majority) {
    if (member.isPreVoting) campaign(member, nowNs)
    else lead(member, nowNs)
  } else if (refused > member.count - majority) {
    member.role = "follower"
    member.isPreVoting = false
  }
}
