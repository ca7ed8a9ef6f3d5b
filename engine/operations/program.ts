import type { KeyedStream } from "../chance/keyed.ts"
import type { Sampler } from "../distributions/sampler.ts"

/** Instructions, with their operands in the words that follow. */
/** WORK sampler — for the sampled time, on the processor where there is one. */
export const WORK = 0
/** WAIT sampler — for the sampled time, off the processor. */
export const WAIT = 1
/** CALL port operation step flags */
export const CALL = 2
/** HAND_OVER port operation step — the callee answers the caller's caller. */
export const HAND_OVER = 3
/** FORK firstBranch branches need step */
export const FORK = 4
/** FAIL outcome */
export const FAIL = 5
/** CHANCE chance target — jumps with the probability of the chance. */
export const CHANCE = 6
/** JUMP target */
export const JUMP = 7
/** IF_FOUND target — jumps when the last answer carried what was asked for. */
export const IF_FOUND = 8
/** AGAIN chance target — as CHANCE, backwards: counts the round, so that each round has draws of its own. */
export const AGAIN = 9
/** EXTEND argument — the component's own work: Extension.run. */
export const EXTEND = 10
/** FORWARD step — passes the request on as the server's ForwardTable says, and back its outcome and how long the answer may be kept. */
export const FORWARD = 11
/** LOCK — waits for the exclusive lock on the request's key, held to the end. */
export const LOCK = 12
/** RETURN — done. */
export const RETURN = 13
/** WORK_ON_BYTES baseNs perKiBNs — for so long and so long for each KiB of the request, on the processor where there is one. */
export const WORK_ON_BYTES = 14
/** IF_KEPT target — jumps unless the request came over a connection that was set up for it. */
export const IF_KEPT = 15

/** Flags of CALL and of a simple branch. */
export const CALL_RELEASES = 1
export const CALL_TAKES_BACK = 2
export const CALL_OPTIONAL = 4
export const CALL_DETACHED = 8

/** A branch of a FORK, `BRANCH_STRIDE` words: counter (-1: a plain call), port, operation, step, flags. */
export const BRANCH_STRIDE = 5

/** Words of each instruction. */
export const LENGTH_OF: readonly number[] = [2, 2, 5, 4, 5, 2, 3, 2, 2, 3, 2, 2, 1, 1, 3, 2]

/** In place of a first word: answered at once, as a connection is accepted, with no slot and by a paused replica too. */
export const ACCEPTS = -2

/** A timed instruction's draw: a distribution in ns and the stream that belongs to this place of the program. */
export interface Draw {
  readonly sampler: Sampler
  readonly stream: KeyedStream
}

/** A weighted decision: taken when a uniform draw is below `share`. */
export interface Chance {
  readonly share: number
  readonly stream: KeyedStream
}

/** The operations of one component as flat words, shared by its replicas. Immutable. */
export interface Program {
  readonly code: Int32Array
  readonly branches: Int32Array
  readonly draws: readonly Draw[]
  readonly chances: readonly Chance[]
  /** First word of each operation by its global number; -1 where the component has no such operation, or ACCEPTS. */
  readonly entries: Int32Array
  /** First word for operations that have none of their own; -1: such a call is an error of the caller. */
  readonly entryDefault: number
}
