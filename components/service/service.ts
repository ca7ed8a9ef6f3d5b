import * as z from "zod"
import { defineComponent } from "../kit/contract.ts"
import { createServer, PortList, resolveSteps } from "../kit/server.ts"
import { serverCapacity } from "../kit/server-capacity.ts"
import { concurrency, serverParams } from "../kit/server-params.ts"
import { simpleServiceOf } from "../kit/simple-service.ts"
import { callsInOperations } from "../kit/steps/calls.ts"
import { stepsEditing } from "../kit/steps/editing.ts"
import { operationsSchema } from "../kit/steps/schema.ts"

/**
 * Code of one's own behind a pool of workers: each request holds a slot while its operation works, waits and calls.
 * Wrong for event-loop servers, whose slots do not wait: give those `concurrency: unlimited` and a `cpu`.
 */
export const service = defineComponent({
  kind: "service",
  title: "Service",
  summary: "Carries out operations: works, calls others, waits, within its slots and its processor.",
  sources: ["DESIGN.md, operations"],
  layer: "service",
  params: z.strictObject({
    concurrency: concurrency().default("unlimited"),
    operations: operationsSchema.describe("What the service can be asked for, each a list of steps"),
    ...serverParams,
  }),
  presets: {},
  profiles: [],
  metrics: [],
  faults: ["crash", "pause", "slow"],
  editing: stepsEditing("handle"),
  offer: ({ operations }) => {
    const own = Object.keys(operations)
    return { own, fallback: own.length === 1 ? own[0] : own.find((name) => name === "default") }
  },
  calls: ({ operations }) => callsInOperations(operations, ["operations"]),
  capacity: ({ concurrency: count, operations, ...server }) =>
    serverCapacity({ noun: "slots", count, ...server }, (operation) => operations[operation] ?? []),
  simpleService: ({ concurrency: count, operations, ...server }) => simpleServiceOf(count, operations, server),
  build: (context) => {
    const { params } = context
    const list = new PortList(context)
    const operations = Object.entries(params.operations).map(([operation, steps]) => ({
      operation,
      steps: resolveSteps(steps, context, list),
    }))
    return { actor: createServer(context, { ...params, slots: params.concurrency }, operations, { list }) }
  },
})
