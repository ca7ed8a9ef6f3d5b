import * as z from "zod"
import { defineEviction } from "../eviction-strategy.ts"
import { createOrder, fromLast, grownOrder, type Order, putFirst, takeOut } from "../order.ts"

/**
 * Gives up the entry that came first, however often it is asked for. One list and nothing to do on a hit; more room may
 * make it worse (Belady's anomaly).
 */
export const fifo = defineEviction<Record<string, never>, Order>({
  kind: "fifo",
  title: "First in, first out",
  summary: "The entry that was stored first goes first, whether it is used or not.",
  sources: [
    "L. Belady, R. Nelson, G. Shedler, An anomaly in space-time characteristics of certain programs running in a paging machine, CACM 12(6), 1969",
  ],
  params: z.strictObject({}),
  presets: {},
  state: createOrder,
  grown: grownOrder,
  added: ({ state }, slot) => putFirst(state, slot),
  touched: () => {},
  removed: ({ state }, slot) => takeOut(state, slot),
  victim: ({ state }) => state.last,
  order: fromLast,
})
