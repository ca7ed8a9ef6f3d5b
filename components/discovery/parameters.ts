import * as z from "zod"
import { choice, distribution, duration } from "../kit/schema.ts"
import { cpuParams } from "../kit/server-params.ts"
import { livenessChoice } from "./liveness/choice.ts"
import { readsChoice } from "./reads/choice.ts"
import { replicationChoice } from "./replication/choice.ts"

export const registryParams = z.strictObject({
  replication: replicationChoice().prefault("raft").describe("How its servers come to know the same"),
  liveness: livenessChoice().prefault("lease").describe("How it learns that a replica is no longer there"),
  reads: readsChoice().prefault("watch").describe("How callers come to know who there is"),
  start: choice(["settled", "empty"])
    .default("settled")
    .describe("The run begins with everybody registered and known, as long after a start, or with nobody"),
  timeout: duration({ min: "1ms" })
    .prefault("5s")
    .describe("How long an agent waits for an answer before it asks another server"),
  work: distribution()
    .optional()
    .describe("Work for each request of an agent or a service; messages between servers take none"),
  cpu: cpuParams.optional().describe("A processor that this work has to share; without one, it only takes time"),
})

export type RegistryParams = z.output<typeof registryParams>
