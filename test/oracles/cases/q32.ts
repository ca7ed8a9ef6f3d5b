import { type OracleCase, stated, users } from "../case.ts"

// Whoever fails asks again at once and so goes to the end of the line; 100 tries are as good as any number.
const yaml = `${users(
  "open: poisson 50/s",
  "concurrency: 1, operations: { serve: [{ work: exponential 10ms }, { fail: 20% }] }",
)}
policies:
  "users -> server": { retry: { attemptsMax: 100, backoff: none } }
`

export const q32: OracleCase = {
  id: "Q32",
  variants: [{ name: "feedback", yaml, ...stated(1e6, 50) }],
  read: (pools) => {
    const pool = pools("feedback")
    return [
      { key: "effective_rate_per_s", value: pool.calls("users -> server") / pool.seconds },
      { key: "T_total_mean_ms", value: pool.meanMs("users.latency") },
      { key: "utilization", value: pool.mean("server.busy") },
    ]
  },
}
