import { isDeepStrictEqual } from "node:util"
import { type Plain, part } from "../../engine/index.ts"
import {
  COLUMN_SHIFT,
  NEXT,
  NO_SLOT,
  PLACE_FREE,
  PLACE_MASK,
  PLACE_NOW,
  PLACE_NOWHERE,
  PREVIOUS,
  STATE,
} from "../../engine/queue/event-columns.ts"
import { differenceOf } from "./difference.ts"

/** Where the states in two snapshots of a run differ first, null where they are the same. */
export function stateDifference(found: Plain, expected: Plain): string | null {
  const [left, right] = [withoutLayout(found), withoutLayout(expected)]
  return isDeepStrictEqual(left, right) ? null : differenceOf(left, right)
}

/**
 * A snapshot without how the queue of events lays them out: which of them it keeps in a ring, a run or a heap, and how
 * they are linked there, is no part of the state, since their times and sequence numbers say all about their order.
 */
function withoutLayout(snapshot: Plain): Plain {
  const estate = part(snapshot, "estate")
  const kernel = part(estate, "kernel")
  const [pool, queue] = [part(kernel, "pool"), part(kernel, "queue")]
  const [columns, slots] = [part(pool, "columns"), part(queue, "slots")]
  if (!(columns instanceof Int32Array && slots instanceof Int32Array)) throw new TypeError("no snapshot of a run")
  return {
    ...Object(snapshot),
    estate: {
      ...Object(estate),
      kernel: {
        ...Object(kernel),
        pool: { ...Object(pool), columns: withoutLinks(columns, slots) },
        queue: { slots: slots.slice().sort() },
      },
    },
  }
}

/** What is left of links where nobody follows them goes too. */
function withoutLinks(columns: Int32Array, queued: Int32Array): Int32Array {
  const out = columns.slice()
  for (let at = 0; at < out.length; at += 1 << COLUMN_SHIFT) {
    const place = (out[at + STATE] ?? 0) & PLACE_MASK
    if (place === PLACE_FREE || place === PLACE_NOW || place === PLACE_NOWHERE) out[at + PREVIOUS] = NO_SLOT
    if (place === PLACE_NOW || place === PLACE_NOWHERE) out[at + NEXT] = NO_SLOT
  }
  for (const slot of queued) {
    const at = slot << COLUMN_SHIFT
    out[at + PREVIOUS] = NO_SLOT
    out[at + NEXT] = NO_SLOT
    out[at + STATE] = (out[at + STATE] ?? 0) & ~PLACE_MASK
  }
  // The slot that stands for none is written to and never read.
  return out.subarray(1 << COLUMN_SHIFT)
}
