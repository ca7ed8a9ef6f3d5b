import { type OracleCase, stated, users } from "../case.ts"

const yaml = users(
  "open: poisson 110/s, patience: exponential 200ms",
  "concurrency: 10, operations: { serve: [{ work: exponential 100ms }] }",
)

export const q19: OracleCase = {
  id: "Q19",
  variants: [{ name: "erlang-a", yaml, ...stated(1e6, 110) }],
  read: (pools) => {
    const pool = pools("erlang-a")
    const arrivals = pool.count("users.offered")
    return [
      { key: "P_abandon", value: pool.count("users.outcome.cancelled") / pool.count("users.completed") },
      { key: "P_delay", value: 1 - pool.zeros("server.wait") / arrivals },
      // By Little's law, since those who leave the line record no wait.
      { key: "Wq_mean_ms (all)", value: (1000 * pool.mean("server.queue") * pool.seconds) / arrivals },
    ]
  },
}
