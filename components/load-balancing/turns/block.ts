import type { Backends } from "../../kit/balancing/backends.ts"

/** Whose turn it is, and how many of its requests are left. Plain data. */
export type Block = { at: number; left: number }

/** The same backend as often as its weight says, then the next. A fraction of a turn is a turn; -1 when none is up. */
export function blockTurn(block: Block, backends: Backends): number {
  let fallback = -1
  // One round more than there are backends: the present one may have its turn anew.
  for (let tried = 0; tried <= backends.length; tried++) {
    if (backends.isUp(block.at)) {
      if (block.left > 0) {
        block.left--
        return block.at
      }
      fallback = block.at
    }
    block.at = block.at + 1 < backends.length ? block.at + 1 : 0
    block.left = Math.ceil(backends.weightOf(block.at))
  }
  return fallback
}

export function createBlock(backends: Backends): Block {
  return { at: 0, left: Math.ceil(backends.weightOf(0)) }
}
