import type { OracleCase } from "../case.ts"

const USERS = [1, 10, 20, 35, 50, 100]
/** Mean think time and the demand of the busiest station, in seconds, as in the scenario below. */
const THINK = 1

export const q17: OracleCase = {
  id: "Q17",
  variants: USERS.map((users) => ({ name: `N=${users}`, yaml: network(users), warmupSeconds: 1000, seconds: 10_000 })),
  read: (pools) => {
    const alone = pools("N=1")
    const rates = USERS.map((users) => pools(`N=${users}`).ratePerSecond("users.completed"))
    return [
      ...USERS.flatMap((users) => {
        const pool = pools(`N=${users}`)
        return [
          { key: `X_per_s N=${users}`, value: pool.ratePerSecond("users.completed") },
          { key: `R_ms N=${users}`, value: pool.meanMs("users.latency") },
        ]
      }),
      // From a user who is alone, and so never waits: (Z + sum of demands) / largest demand.
      {
        key: "N*_saturation",
        value: (THINK + alone.meanSeconds("users.latency")) / alone.meanSeconds("disk.service"),
      },
      { key: "X_upper_bound", value: Math.max(...rates) },
    ]
  },
}

function network(users: number): string {
  return `
components:
  users: { kind: client }
  cpu:   { kind: service, concurrency: 1, operations: { serve: [{ work: exponential 5ms }, { then: disk }] } }
  disk:  { kind: service, concurrency: 1, operations: { serve: [{ work: exponential 30ms }, { then: net }] } }
  net:   { kind: service, concurrency: 1, operations: { serve: [{ work: exponential 8ms }, { then: cache }] } }
  cache: { kind: service, concurrency: 1, operations: { serve: [{ work: exponential 20ms }] } }
load:
  users: { closed: { clients: ${users}, think: exponential 1s }, to: cpu }
`
}
