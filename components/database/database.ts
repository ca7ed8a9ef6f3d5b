import * as z from "zod"
import { defineComponent } from "../kit/contract.ts"
import { count, ratio } from "../kit/schema.ts"
import { createServer, PortList, resolveSteps } from "../kit/server.ts"
import { serverCapacity } from "../kit/server-capacity.ts"
import { serverParams } from "../kit/server-params.ts"
import { simpleServiceOf } from "../kit/simple-service.ts"
import { callsInOperations } from "../kit/steps/calls.ts"
import { stepsEditing } from "../kit/steps/editing.ts"
import { databaseOperations } from "./operations.ts"

/**
 * A store that many share: each operation holds one of its connections, may lock the row of its key to its end, and is
 * slowed by the others at work. It keeps no rows; locks are exclusive and one a request, so they cannot deadlock.
 */
export const database = defineComponent({
  kind: "database",
  title: "Database",
  summary: "Operations over a pool of connections, with row locks and contention.",
  sources: [
    "PostgreSQL 15, postgresql.conf.sample: max_connections 100",
    "N. J. Gunther, Universal Scalability Law: Guerrilla Capacity Planning, Springer 2007",
  ],
  layer: "data",
  params: z.strictObject({
    pool: z
      .union([count().min(1), z.literal("unlimited")])
      .default(100)
      .describe("Connections of one replica; each operation holds one (default: PostgreSQL max_connections)"),
    operations: databaseOperations.describe("What the database can be asked for, each a list of steps"),
    contention: z
      .strictObject({
        alpha: ratio().max(1).default(0).describe("Share of work that has to be done one after another"),
        beta: ratio().max(1).default(0).describe("Cost of agreement between each two at work, as a share of the work"),
      })
      .optional()
      .describe(
        "Work takes 1 + alpha (n - 1) + beta n (n - 1) times as long when n connections are in use; once when absent",
      ),
    ...serverParams,
  }),
  presets: {},
  profiles: [],
  metrics: [{ name: "lockWait", title: "Wait for a row lock", unit: "ns", type: "latency" }],
  faults: ["crash", "pause", "slow"],
  editing: stepsEditing("query"),
  offer: ({ operations }) => {
    const own = Object.keys(operations)
    return { own, fallback: own.length === 1 ? own[0] : own.find((name) => name === "default") }
  },
  calls: ({ operations }) => callsInOperations(operations, ["operations"]),
  capacity: ({ pool: count, operations, ...server }) =>
    serverCapacity({ noun: "connections", count, ...server }, (operation) => operations[operation] ?? []),
  simpleService: ({ pool: count, operations, contention, ...server }) =>
    contention === undefined ? simpleServiceOf(count, operations, server) : undefined,
  build: (context) => {
    const { params } = context
    const list = new PortList(context)
    const operations = Object.entries(params.operations).map(([operation, steps]) => ({
      operation,
      steps: resolveSteps(steps, context, list),
    }))
    const plan = { ...params, slots: params.pool, slotsArePool: true, locks: true }
    return { actor: createServer(context, plan, operations, { list }) }
  },
})
