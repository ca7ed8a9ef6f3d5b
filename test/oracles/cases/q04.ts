import { type OracleCase, stated, users } from "../case.ts"

// 20 in the system: 4 in service and 16 in line.
const server = "concurrency: 4, queue: { lengthMax: 16 }, operations: { serve: [{ work: exponential 10ms }] }"

export const q04: OracleCase = {
  id: "Q04",
  variants: [{ name: "mmck", yaml: users("open: poisson 450/s", server), ...stated(1e6, 450) }],
  read: (pools) => {
    const pool = pools("mmck")
    return [
      { key: "P_reject", value: pool.count("users.outcome.rejected") / pool.count("users.completed") },
      { key: "goodput_per_s", value: pool.ratePerSecond("users.succeeded") },
      { key: "T_mean_accepted_ms", value: pool.meanMs("users.latency") },
    ]
  },
}
