import type { OracleCase } from "../case.ts"

const yaml = `
components:
  users: { kind: client }
  gate:
    kind: gateway
    routes: [{ prefix: /, to: server }]
    limits: [{ kind: haproxy-stick-table, limit: 10, period: 1s }]
  server: { kind: service, operations: { serve: [{ work: 0ms }] } }
load:
  users: { open: constant 40/s, to: gate, stopAt: 751ms }
`

export const b09: OracleCase = {
  id: "B09",
  variants: [{ name: "30 in a second", yaml, warmupSeconds: 0, seconds: 2 }],
  read: (pools) => {
    const pool = pools("30 in a second")
    const runs = pool.seconds / 2
    const sent = pool.count("users.offered") / runs
    return [{ key: "accepted", value: sent === 30 ? pool.count("users.succeeded") / runs : Number.NaN }]
  },
}
