import * as z from "zod"
import { defineEviction } from "../eviction-strategy.ts"
import { createOrder, fromLast, grownOrder, type Order, putFirst, takeOut } from "../order.ts"

/**
 * Gives up the entry that has not been used for longest. Good while what was used lately is used again; one scan over
 * more keys than fit empties it of everything useful.
 */
export const lru = defineEviction<Record<string, never>, Order>({
  kind: "lru",
  title: "Least recently used",
  summary: "The entry that has not been used for longest goes first.",
  sources: ["R. L. Mattson et al., Evaluation techniques for storage hierarchies, IBM Systems Journal 9(2), 1970"],
  params: z.strictObject({}),
  presets: {},
  state: createOrder,
  grown: grownOrder,
  added: ({ state }, slot) => putFirst(state, slot),
  touched: ({ state }, slot) => {
    if (state.first === slot) return
    takeOut(state, slot)
    putFirst(state, slot)
  },
  removed: ({ state }, slot) => takeOut(state, slot),
  victim: ({ state }) => state.last,
  order: fromLast,
})
