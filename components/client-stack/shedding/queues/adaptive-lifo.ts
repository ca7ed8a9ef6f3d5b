import * as z from "zod"
import { duration } from "../../../kit/schema.ts"
import { defineQueueRule, noteEmpty, type Standing } from "./contract.ts"

const params = z.strictObject({
  interval: duration()
    .prefault("100ms")
    .describe("Newest first once the line has not been empty for so long (chosen: as controlled delay)"),
})

/**
 * First come first served while the line empties now and then, newest first when it stands: the newest have most of their
 * patience left. The oldest wait until the line is worked off, so they need a time limit of their own.
 */
export const adaptiveLifo = defineQueueRule<z.output<typeof params>, Standing>({
  kind: "adaptive-lifo",
  title: "Adaptive LIFO",
  summary: "Oldest first, but newest first in a line that stands; nobody is shed.",
  sources: ["B. Maurer, Fail at Scale, ACM Queue 13(8), 2015: adaptive LIFO"],
  params,
  presets: {},
  state: () => ({ emptyNs: 0 }),
  joined: ({ state, now }, waiting) => {
    noteEmpty(state, now, waiting)
    return Number.POSITIVE_INFINITY
  },
  newestFirst: ({ state, params, now }) => state.emptyNs < now - params.interval,
  left: ({ state, now }, waiting) => noteEmpty(state, now, waiting),
})
