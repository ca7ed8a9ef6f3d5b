import { hashPair } from "../chance/hash.ts"

/** Words that set the luck of a request's companions apart from its own (chosen: any two that differ). */
const COPY = 0x5bd1e995
const CANCEL = 0x1b873593

/** The visit that a duplicate of a request is known by. */
export function copyVisit(visit: number): number {
  return hashPair(visit, COPY)
}

/** The visit that keys what happens to a request's cancellation. */
export function cancelVisit(visit: number): number {
  return hashPair(visit, CANCEL)
}
