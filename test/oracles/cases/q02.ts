import { type OracleCase, stated, users } from "../case.ts"

const yaml = users("open: poisson 800/s", "concurrency: 10, operations: { serve: [{ work: exponential 10ms }] }")

export const q02: OracleCase = {
  id: "Q02",
  variants: [{ name: "mmc", yaml, ...stated(1e6, 800) }],
  read: (pools) => {
    const pool = pools("mmc")
    return [
      { key: "P_wait", value: pool.shareAboveZero("server.wait") },
      { key: "Wq_mean_ms", value: pool.meanMs("server.wait") },
      { key: "T_mean_ms", value: pool.meanMs("users.latency") },
      { key: "Wq_p99_ms", value: pool.quantileMs("server.wait", 0.99) },
    ]
  },
}
