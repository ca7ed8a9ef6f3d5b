import type { Plain } from "../../../engine/index.ts"
import type { RaftEntry } from "./messages.ts"

/** A log whose first entries have been replaced by the state that applying them gave. Indices start at 1. */
export type RaftLog = {
  /** The last index that the state stands for; 0 before any compaction. */
  baseIndex: number
  baseTerm: number
  baseState: Plain
  /** The entries from `baseIndex + 1` on. */
  entries: RaftEntry[]
}

export function emptyLog(): RaftLog {
  return { baseIndex: 0, baseTerm: 0, baseState: null, entries: [] }
}

export function lastIndex(log: RaftLog): number {
  return log.baseIndex + log.entries.length
}

/** The term at an index from the base to the end; -1 outside. */
export function termAt(log: RaftLog, index: number): number {
  if (index === log.baseIndex) return log.baseTerm
  return log.entries[index - log.baseIndex - 1]?.term ?? -1
}

export function lastTerm(log: RaftLog): number {
  return termAt(log, lastIndex(log))
}

/** True where a log that ends so is at least as new as this one (Raft, 5.4.1). */
export function isUpToDate(log: RaftLog, index: number, term: number): boolean {
  const own = lastTerm(log)
  return term > own || (term === own && index >= lastIndex(log))
}

/** At most `countMax` entries from `index` on. */
export function entriesFrom(log: RaftLog, index: number, countMax: number): readonly RaftEntry[] {
  const at = index - log.baseIndex - 1
  return log.entries.slice(at, at + countMax)
}

/** Drops the entry at `index` and all after it. */
export function truncate(log: RaftLog, index: number): void {
  log.entries.length = Math.max(0, index - log.baseIndex - 1)
}

/** The first index held that has the term of the entry at `index`: the whole term is tried at once (Raft, 5.3). */
export function firstOfTerm(log: RaftLog, index: number): number {
  const term = termAt(log, index)
  let first = index
  while (first - 1 > log.baseIndex && termAt(log, first - 1) === term) first -= 1
  return first
}

/** Lets `state` stand for everything up to `index`, an index that the log holds. */
export function compactLog(log: RaftLog, index: number, state: Plain): void {
  const term = termAt(log, index)
  log.entries.splice(0, index - log.baseIndex)
  log.baseIndex = index
  log.baseTerm = term
  log.baseState = state
}

/** Takes over a state; entries after it stay where the log agrees with it. */
export function installState(log: RaftLog, index: number, term: number, state: Plain): void {
  if (termAt(log, index) === term) {
    compactLog(log, index, state)
    return
  }
  log.entries.length = 0
  log.baseIndex = index
  log.baseTerm = term
  log.baseState = state
}
