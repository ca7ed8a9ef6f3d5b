import * as z from "zod"
import "./zod-config.ts"
import { picksNext, queueRuleChoice } from "../queue-rules/choice.ts"
import type { Mistake } from "./mistake.ts"
import { choice, count, distribution, ratio } from "./schema.ts"

/** How a component admits requests: the same words wherever a component has slots and a line. */
export const queueParams = z
  .strictObject({
    order: choice(["fifo", "lifo", "priority"]).default("fifo").describe("Who is next"),
    lengthMax: z
      .union([count(), z.literal("unlimited")])
      .default("unlimited")
      .describe("Requests that may wait"),
    overflow: choice(["reject-new", "drop-oldest"]).default("reject-new").describe("Who goes when the line is full"),
    patience: distribution().optional().describe("How long a request waits before it leaves the line"),
    dropsExpired: z.boolean().default(true).describe("Refuses a request whose deadline has passed when its turn comes"),
    rule: queueRuleChoice().optional().describe("What is done about a line that stands: who is shed, and who is next"),
  })
  .superRefine(({ order, rule }, context) => {
    if (rule === undefined || order !== "lifo" || !picksNext(rule)) return
    const message = `${rule.strategy} chooses between oldest and newest itself; it goes with order: fifo or priority`
    const mistake: Mistake = { code: "E-parameter-conflict", message, suggestion: "fifo" }
    context.addIssue({ code: "custom", message, path: ["order"], params: { mistake } })
  })

export const cpuParams = z.strictObject({
  cores: count().min(1).max(1024).describe("Cores of one replica"),
  discipline: choice(["processor-sharing", "fifo", "priority", "preemptive-priority"])
    .default("processor-sharing")
    .describe("How work shares the cores"),
})

export const concurrency = () =>
  z.union([count().min(1), z.literal("unlimited")]).describe("Requests one replica works on at once")

export const serverParams = {
  queue: queueParams.prefault({}).describe("The line for a slot"),
  cpu: cpuParams.optional().describe("A processor that work has to share; without one, work only takes time"),
  coldStart: distribution()
    .optional()
    .describe("A replica that has nothing to do switches off, and takes this long to come back"),
  speeds: z
    .array(ratio().min(0.001))
    .optional()
    .describe("Speed of each replica relative to the stated times, in order"),
}

export type QueueParams = z.output<typeof queueParams>
export type CpuParams = z.output<typeof cpuParams>
export interface ServerParams {
  readonly queue: QueueParams
  readonly cpu?: CpuParams | undefined
  readonly coldStart?: z.output<typeof serverParams.coldStart>
  readonly speeds?: readonly number[] | undefined
}
