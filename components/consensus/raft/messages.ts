import type { Plain } from "../../../engine/index.ts"

/** One place of the log. A leader's own first entry commands nothing; it only lets the leader commit (Raft, 8). */
export type RaftEntry = { readonly term: number; readonly command: Plain; readonly isLeaderOwn: boolean }

type Head = { readonly from: number; readonly to: number; readonly term: number }

/** Asks for a vote, or with `isPreVote` whether one would be given; its term is then the one that it would start. */
export type VoteRequest = Head & {
  readonly kind: "vote-request"
  readonly isPreVote: boolean
  readonly lastIndex: number
  readonly lastTerm: number
}

export type VoteAnswer = Head & {
  readonly kind: "vote-answer"
  readonly isPreVote: boolean
  readonly isGranted: boolean
}

/** Entries after `previousIndex`; none in a heartbeat. `round` comes back in the answer and confirms reads. */
export type AppendRequest = Head & {
  readonly kind: "append"
  readonly previousIndex: number
  readonly previousTerm: number
  readonly entries: readonly RaftEntry[]
  readonly commitIndex: number
  readonly round: number
}

/** `matchIndex` is the last index known to agree; where refused, the index from which the leader should try. */
export type AppendAnswer = Head & {
  readonly kind: "append-answer"
  readonly isAccepted: boolean
  readonly previousIndex: number
  readonly matchIndex: number
  readonly round: number
}

/** The compacted state, for a member whose next entry the leader no longer holds. Answered as an append is. */
export type InstallSnapshot = Head & {
  readonly kind: "install-snapshot"
  readonly index: number
  readonly indexTerm: number
  readonly state: Plain
  readonly round: number
}

/** What members say to each other; immutable plain data, safe to delay, drop, repeat and reorder. */
export type RaftMessage = VoteRequest | VoteAnswer | AppendRequest | AppendAnswer | InstallSnapshot

/**
 * What the caller applies, in this order: a committed command, or a state that takes the place of all applied so far
 * (`null` at index 0: the beginning). The indices of entries have gaps where a leader's own entries lie.
 */
export type RaftCommitted =
  | { readonly kind: "entry"; readonly index: number; readonly command: Plain }
  | { readonly kind: "state"; readonly index: number; readonly state: Plain }

/** A read that ended: where confirmed, it may be answered once `index` is applied; otherwise leadership was lost. */
export type RaftRead = { readonly id: number; readonly index: number; readonly isConfirmed: boolean }

export type RaftRole = "follower" | "candidate" | "leader"
