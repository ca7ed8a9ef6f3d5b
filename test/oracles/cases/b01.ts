import type { Run } from "../../../index.ts"
import type { OracleCase } from "../case.ts"
import { lettersOf, noteReplicasAt } from "../replicas.ts"

const CYCLE = [0, 1, 2, 3, 4, 5, 6]

const yaml = `
components:
  users: { kind: client }
  server: { kind: service, replicas: 3, weights: [5, 1, 1], operations: { serve: [{ work: 0ms }] } }
load:
  users: { open: { kind: trace, at: [${CYCLE.map((ms) => `${ms}ms`).join(", ")}] }, to: server }
policies:
  "users -> server": { balance: { kind: weighted-round-robin, preset: nginx } }
`

export const b01: OracleCase = {
  id: "B01",
  variants: [
    { name: "5:1:1", yaml, warmupSeconds: 0, seconds: 1, drive: (run: Run) => noteReplicasAt(run, "server", CYCLE) },
  ],
  read: (pools) => [{ key: "sequence", value: lettersOf(pools("5:1:1"), CYCLE.length) }],
}
