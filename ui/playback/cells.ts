import { ARRIVES, ENDS, LEAVES, SEATED, STARTS } from "./moment.ts"

/** Cells of a replica in a state: `actor * CELLS` and one of these. */
export const UNDER_WAY = 0
/** Arrived and waiting for a slot or connection. */
export const QUEUED = 1
/** Worked on, which includes waiting for calls made on its behalf. */
export const BUSY = 2
export const CELLS = 3

/** What is added to the cells of a replica, from `from` on, when something happens to a call; taken back, it is subtracted. */
export function change(state: Int32Array, from: number, what: number, sign: 1 | -1): void {
  if ((what & STARTS) !== 0) state[from + UNDER_WAY] += sign
  if ((what & ARRIVES) !== 0) state[from + QUEUED] += sign
  if ((what & SEATED) !== 0) {
    state[from + QUEUED] -= sign
    state[from + BUSY] += sign
  }
  if ((what & LEAVES) !== 0) state[from + BUSY] -= sign
  if ((what & ENDS) !== 0) state[from + UNDER_WAY] -= sign
}
