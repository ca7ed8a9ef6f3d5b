import type { Run } from "../../../index.ts"
import type { OracleCase } from "../case.ts"
import { noteReplicasAt } from "../replicas.ts"

const KEYS = Array.from({ length: 20 }, (_, key) => key)

const yaml = `
components:
  users: { kind: client }
  server: { kind: service, replicas: 100, operations: { serve: [{ work: 0ms }] } }
load:
  users:
    open: { kind: trace, at: [${KEYS.map((key) => `${key}ms`).join(", ")}] }
    to: server
    keys: { kind: list, keys: [${KEYS.join(", ")}] }
policies:
  "users -> server": { balance: jump-hash }
`

export const h03: OracleCase = {
  id: "H03",
  variants: [
    { name: "100", yaml, warmupSeconds: 0, seconds: 1, drive: (run: Run) => noteReplicasAt(run, "server", KEYS) },
  ],
  read: (pools) => KEYS.map((at) => ({ key: "golden100", at, value: pools("100").noted(String(at)) })),
  waits: {
    buckets:
      "keys above 2^52, which a request's key cannot be, and 100,001 buckets, where a component has 10,000 replicas",
  },
}
