import { addToSlices, clearSlices, createSlices, type Slices, totalOf, turnSlices } from "../windows/slices.ts"

/** Marks of a call in a window. */
export const FAILURE = 1
export const SLOW = 2

const CALLS = 0
const FAILED_CALLS = 1
const SLOW_CALLS = 2

/** The latest `size` calls, with their marks. */
export type CallRing = {
  size: number
  next: number
  readonly marks: Uint8Array
  calls: number
  failed: number
  slow: number
}

export function createRing(sizeMax: number): CallRing {
  return { size: sizeMax, next: 0, marks: new Uint8Array(sizeMax), calls: 0, failed: 0, slow: 0 }
}

/** Empties the ring, to hold `size` calls from now on. */
export function clearRing(ring: CallRing, size: number): void {
  Object.assign(ring, { size, next: 0, calls: 0, failed: 0, slow: 0 })
}

export function recordInRing(ring: CallRing, marks: number): void {
  if (ring.calls === ring.size) countMarks(ring, ring.marks[ring.next] ?? 0, -1)
  else ring.calls++
  ring.marks[ring.next] = marks
  countMarks(ring, marks, 1)
  ring.next = ring.next + 1 === ring.size ? 0 : ring.next + 1
}

function countMarks(ring: CallRing, marks: number, by: number): void {
  if ((marks & FAILURE) !== 0) ring.failed += by
  if ((marks & SLOW) !== 0) ring.slow += by
}

/** The calls of the latest seconds, the present one included. */
export function createSeconds(seconds: number): Slices {
  return createSlices(seconds, 3)
}

export function recordInSeconds(seconds: Slices, second: number, marks: number): void {
  turnSlices(seconds, second)
  addToSlices(seconds, CALLS, 1)
  if ((marks & FAILURE) !== 0) addToSlices(seconds, FAILED_CALLS, 1)
  if ((marks & SLOW) !== 0) addToSlices(seconds, SLOW_CALLS, 1)
}

/** Copies the totals of the seconds over those of the ring, which holds no calls of its own then. */
export function readSeconds(seconds: Slices, into: CallRing): void {
  into.calls = totalOf(seconds, CALLS)
  into.failed = totalOf(seconds, FAILED_CALLS)
  into.slow = totalOf(seconds, SLOW_CALLS)
}

export { clearSlices as clearSeconds }
