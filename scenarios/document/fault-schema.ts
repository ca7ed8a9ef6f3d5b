import * as z from "zod"
import "../../components/kit/zod-config.ts"
import { choice, componentRef, count, duration, targetRef } from "../../components/kit/schema.ts"
import { FAULT_VERBS } from "../../engine/index.ts"

const verbs = FAULT_VERBS.flatMap(({ verb, opposite }) => [verb, opposite])
const [firstVerb = "crash", ...otherVerbs] = verbs

const condition = z.strictObject({
  metric: choice(["queue", "busy"]).describe("A level of the component: requests in line, or slots in use"),
  of: componentRef().describe("The component looked at"),
  above: count().optional().describe("Begins when the level is above this"),
  below: count().optional().describe("Begins when the level is below this"),
  checkEvery: duration({ min: "1ms" }).prefault("1s").describe("How often it is looked at"),
  cooldown: duration().optional().describe("Looked at again this long after the end; absent: once at most"),
})

/** One entry of `faults`. Exactly one of `at` (with `every` for repetition), `mtbf` with `mttr`, and `when`. */
export const faultSchema = z.strictObject({
  do: z.enum([firstVerb, ...otherVerbs]).describe("What happens"),
  target: targetRef().describe("A component, a replica pay[2], a glob pay-*, a link a -> b, or zone:x"),
  at: duration().optional().describe("When it begins"),
  for: duration({ min: "1ns" }).optional().describe("How long it lasts; to the end of the run when absent"),
  every: duration({ min: "1ms" }).optional().describe("Begins again after this"),
  mtbf: duration({ min: "1ms" }).optional().describe("Mean time between failures, exponential"),
  mttr: duration({ min: "1ns" }).optional().describe("Mean time to repair, exponential"),
  when: condition.optional().describe("Begins when a level passes a limit"),
  amount: z
    .union([z.string(), z.number()])
    .optional()
    .describe("How much, in the unit of the verb: 3, 5%, 200ms, 1MB/s"),
})

export type FaultEntry = z.output<typeof faultSchema>
