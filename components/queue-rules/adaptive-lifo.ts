import * as z from "zod"
import { duration } from "../kit/schema.ts"
import { defineQueueRule, noteEmpty, type Standing, stands } from "./contract.ts"

const params = z.strictObject({
  interval: duration()
    .prefault("100ms")
    .describe("Newest first once the line has not been empty for so long (chosen: as codel); 0s: whenever any wait"),
})

/**
 * First come first served while the line empties now and then, newest first when it stands: the newest have most of
 * their patience left, and the oldest may have given up already. Sheds nobody, so the oldest wait until the line is
 * worked off; give them a patience or a line that is not endless.
 */
export const adaptiveLifo = defineQueueRule<z.output<typeof params>, Standing>({
  kind: "adaptive-lifo",
  title: "Adaptive LIFO",
  summary: "Oldest first, but newest first in a line that stands; nobody is shed.",
  sources: ["B. Maurer, Fail at Scale, ACM Queue 13(8), 2015: adaptive LIFO"],
  params,
  presets: {},
  picksNext: () => true,
  state: () => ({ emptyNs: 0 }),
  joined: (context, waiting) => {
    noteEmpty(context, waiting)
    return Number.POSITIVE_INFINITY
  },
  newestFirst: (context) => stands(context, context.params.interval),
  sheds: () => false,
})
