import * as z from "zod"
import { duration } from "../kit/schema.ts"
import { defineQueueRule, noteEmpty, type Standing, stands } from "./contract.ts"

const params = z.strictObject({
  interval: duration({ min: "1ns" })
    .prefault("100ms")
    .describe("A line that has not been empty for so long stands; also the longest wait before that (N)"),
  target: duration({ min: "1ns" }).prefault("5ms").describe("Longest wait of those that join a line that stands (M)"),
  adaptiveLifo: z.boolean().default(false).describe("Newest first while the line stands"),
})

/**
 * Lets requests wait long in a line that empties now and then, and hardly at all in one that stands: a burst is served,
 * an overload is shed before its callers give up. Judges by the time since the line was empty, so it takes a burst of
 * more than the interval for an overload.
 */
export const codel = defineQueueRule<z.output<typeof params>, Standing>({
  kind: "codel",
  title: "CoDel for servers (Facebook)",
  summary: "A long wait in a line that empties now and then, a very short one in a line that stands.",
  sources: [
    "B. Maurer, Fail at Scale, ACM Queue 13(8), 2015: onNewRequest, M = 5 ms, N = 100 ms; adaptive LIFO along with it",
  ],
  params,
  presets: { facebook: { adaptiveLifo: true } },
  picksNext: ({ adaptiveLifo }) => adaptiveLifo,
  state: () => ({ emptyNs: 0 }),
  joined: (context, waiting) => {
    noteEmpty(context, waiting)
    const { interval, target } = context.params
    return stands(context, interval) ? target : interval
  },
  newestFirst: (context) => context.params.adaptiveLifo && stands(context, context.params.interval),
  sheds: () => false,
})
