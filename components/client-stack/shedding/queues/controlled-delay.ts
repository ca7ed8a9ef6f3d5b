import * as z from "zod"
import { choice, duration } from "../../../kit/schema.ts"
import { defineQueueRule, noteEmpty, type Standing } from "./contract.ts"

const params = z.strictObject({
  interval: duration({ min: "1ns" })
    .prefault("100ms")
    .describe("A line that has not been empty for so long stands; also the longest wait before that (N)"),
  target: duration({ min: "1ns" }).prefault("5ms").describe("Longest wait in a line that stands (M)"),
  order: choice(["fifo", "adaptive-lifo"])
    .default("fifo")
    .describe("Who leaves first; adaptive-lifo: the newest while the line stands"),
})

/**
 * Lets calls wait long in a line that empties now and then, and hardly at all in one that stands: a burst is served, an
 * overload is shed. Whoever is shed has waited for nothing, but not for long.
 */
export const controlledDelay = defineQueueRule<z.output<typeof params>, Standing>({
  kind: "controlled-delay",
  title: "Controlled delay",
  summary: "A long wait in a line that empties now and then, a very short one in a line that stands.",
  sources: [
    "B. Maurer, Fail at Scale, ACM Queue 13(8), 2015: controlled delay, M = 5 ms, N = 100 ms; adaptive LIFO with it",
    "K. Nichols and V. Jacobson, Controlling Queue Delay, ACM Queue 10(5), 2012",
  ],
  params,
  presets: { facebook: { order: "adaptive-lifo" } },
  state: () => ({ emptyNs: 0 }),
  joined: ({ state, params, now }, waiting) => {
    noteEmpty(state, now, waiting)
    return state.emptyNs < now - params.interval ? params.target : params.interval
  },
  newestFirst: ({ state, params, now }) => params.order === "adaptive-lifo" && state.emptyNs < now - params.interval,
  left: ({ state, now }, waiting) => noteEmpty(state, now, waiting),
})
