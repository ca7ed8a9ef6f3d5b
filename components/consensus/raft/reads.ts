import { termAt } from "./log.ts"
import { majorityValue, type PendingRead, type RaftMember } from "./member.ts"

/**
 * Ends the reads whose round a majority has answered, so that no later leader can have been chosen when they came
 * (Ongaro's thesis, 6.4). They wait until the leader has committed in its own term: before, it may not know all
 * that is committed.
 */
export function settleReads(member: RaftMember): void {
  if (member.pendingReads.length === 0 || !hasCommitted(member)) return
  const round = majorityValue(member, member.answeredRound)
  const isAnswered = (read: PendingRead) => read.round <= round
  for (const { id, index } of member.pendingReads.filter(isAnswered)) {
    member.readsDone.push({ id, index: index === -1 ? member.commitIndex : index, isConfirmed: true })
  }
  member.pendingReads = member.pendingReads.filter((read) => !isAnswered(read))
}

/** Notes a read of this instant, answered by the round last sent. */
export function addRead(member: RaftMember): number {
  member.readId += 1
  const index = hasCommitted(member) ? member.commitIndex : -1
  member.pendingReads.push({ id: member.readId, round: member.round, index })
  return member.readId
}

function hasCommitted(member: RaftMember): boolean {
  return termAt(member.log, member.commitIndex) === member.term
}
