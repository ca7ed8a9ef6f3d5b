import * as z from "zod"
import type { Mistake } from "../../kit/mistake.ts"
import { choice, count, duration } from "../../kit/schema.ts"

const overlapping: Mistake = {
  code: "E-parameter-conflict",
  message: "a check that begins an interval after the one before has to be over by then: at most the interval",
}

/** HAProxy's words and defaults. */
export const checkParams = z
  .strictObject({
    interval: duration({ min: "1ms" }).prefault("2s").describe("Time between two checks of an instance"),
    timeout: duration({ min: "1ns" })
      .optional()
      .describe("A check without an answer by then has failed; 1s, or the interval where that is shorter"),
    fall: count().min(1).default(3).describe("Checks that fail in a row before an instance is no longer called"),
    rise: count().min(1).default(2).describe("Checks that succeed in a row before it is called again"),
    initially: choice(["up", "down", "unchecked"])
      .default("up")
      .describe(
        "What an instance is before its first checks: called, not called, or not until one has succeeded (AWS)",
      ),
    pace: choice(["from-start", "from-end"])
      .default("from-start")
      .describe("Whether the interval runs from the beginning of the check before or from its end"),
  })
  .superRefine(({ interval, timeout, pace }, context) => {
    if (pace === "from-end" || timeout === undefined || timeout <= interval) return
    context.addIssue({
      code: "custom",
      message: overlapping.message,
      path: ["timeout"],
      params: { mistake: overlapping },
    })
  })
