import type { CallPhases } from "./call-phases.ts"

/**
 * A moment is an instant at which something happens to a call, as one number of 32 bits: its row and which of these
 * happen, so that what happens at once is one moment.
 */
export const STARTS = 1
export const ARRIVES = 2
export const SEATED = 4
export const LEAVES = 8
export const ENDS = 16

export const WHAT_BITS = 5
const WHAT_MASK = (1 << WHAT_BITS) - 1
/** A call has at most so many moments. */
export const MOMENTS_MAX = 5
/** Rows a moment has room for (134 million). */
export const MOMENT_ROWS_MAX = 1 << (32 - WHAT_BITS)

export function momentOf(row: number, what: number): number {
  return ((row << WHAT_BITS) | what) >>> 0
}

export function rowOf(moment: number): number {
  return moment >>> WHAT_BITS
}

export function whatOf(moment: number): number {
  return moment & WHAT_MASK
}

/** When it happens, in ns: all that happens at a moment does at the same time, so the first says it. */
export function timeIn(phases: CallPhases, what: number): number {
  if ((what & STARTS) !== 0) return phases.startNs
  if ((what & ARRIVES) !== 0) return phases.arriveNs
  if ((what & SEATED) !== 0) return phases.seatNs
  return (what & LEAVES) !== 0 ? phases.leaveNs : phases.endNs
}

/**
 * The moments of a call in their order, into `out`; how many. `not` is what has its moment already. What has no time
 * yet (Infinity) has no moment.
 */
export function momentsOf(row: number, phases: CallPhases, not: number, out: Uint32Array): number {
  let count = 0
  let what = 0
  let atNs = 0
  for (let one = STARTS; one <= ENDS; one <<= 1) {
    if ((one & not) !== 0) continue
    const ns = timeIn(phases, one)
    if (ns === Number.POSITIVE_INFINITY) break
    if (what !== 0 && ns !== atNs) {
      out[count++] = momentOf(row, what)
      what = 0
    }
    what |= one
    atNs = ns
  }
  if (what !== 0) out[count++] = momentOf(row, what)
  return count
}
