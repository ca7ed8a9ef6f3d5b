import * as z from "zod"
import { defineEviction, type EvictionContext } from "../eviction-strategy.ts"

/** A doubly linked list through the slots, the most recently used first; -1 ends it. */
type State = {
  readonly newer: Int32Array
  readonly older: Int32Array
  first: number
  last: number
}

/**
 * Gives up the entry that has not been used for longest. Good while what was used lately is used again; one scan over
 * more keys than fit empties it of everything useful.
 */
export const lru = defineEviction<Record<string, never>, State>({
  kind: "lru",
  title: "Least recently used",
  summary: "The entry that has not been used for longest goes first.",
  sources: ["R. L. Mattson et al., Evaluation techniques for storage hierarchies, IBM Systems Journal 9(2), 1970"],
  params: z.strictObject({}),
  presets: {},
  state: (slots) => ({ newer: new Int32Array(slots), older: new Int32Array(slots), first: -1, last: -1 }),
  grown: ({ newer, older, first, last }, slots) => ({
    newer: wider(newer, slots),
    older: wider(older, slots),
    first,
    last,
  }),
  added: ({ state }, slot) => putFirst(state, slot),
  touched: ({ state }, slot) => {
    if (state.first === slot) return
    takeOut(state, slot)
    putFirst(state, slot)
  },
  removed: ({ state }, slot) => takeOut(state, slot),
  victim: ({ state }: EvictionContext<unknown, State>) => state.last,
})

function putFirst(state: State, slot: number): void {
  state.newer[slot] = -1
  state.older[slot] = state.first
  if (state.first >= 0) state.newer[state.first] = slot
  else state.last = slot
  state.first = slot
}

function takeOut(state: State, slot: number): void {
  const newer = state.newer[slot] ?? -1
  const older = state.older[slot] ?? -1
  if (newer >= 0) state.older[newer] = older
  else state.first = older
  if (older >= 0) state.newer[older] = newer
  else state.last = newer
}

function wider(from: Int32Array, slots: number): Int32Array {
  const to = new Int32Array(slots)
  to.set(from)
  return to
}
