import { type OracleCase, stated, users } from "../case.ts"

const yaml = users("open: batch 0.07/s size=10", "concurrency: 1, operations: { serve: [{ work: exponential 1s }] }")

export const q23: OracleCase = {
  id: "Q23",
  variants: [{ name: "batches", yaml, ...stated(5e5, 0.07) }],
  read: (pools) => {
    const pool = pools("batches")
    return [
      { key: "T_mean_s", value: pool.meanSeconds("users.latency") },
      { key: "N_mean", value: pool.mean("users.inFlight") },
    ]
  },
}
