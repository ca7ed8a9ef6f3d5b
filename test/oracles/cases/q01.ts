import { type OracleCase, requests, users } from "../case.ts"

const yaml = users("open: poisson 80/s", "concurrency: 1, operations: { serve: [{ work: exponential 10ms }] }")

export const q01: OracleCase = {
  id: "Q01",
  variants: [{ name: "mm1", yaml, ...requests(1e6, 80) }],
  read: (pools) => {
    const pool = pools("mm1")
    return [
      { key: "T_mean_ms", value: pool.meanMs("users.latency") },
      { key: "Wq_mean_ms", value: pool.meanMs("server.wait") },
      { key: "N_mean", value: pool.mean("users.inFlight") },
      { key: "N_var", value: pool.variance("users.inFlight") },
      { key: "utilization", value: pool.mean("server.busy") },
      { key: "T_p50_ms", value: pool.quantileMs("users.latency", 0.5) },
      { key: "T_p95_ms", value: pool.quantileMs("users.latency", 0.95) },
      { key: "T_p99_ms", value: pool.quantileMs("users.latency", 0.99) },
      { key: "T_p999_ms", value: pool.quantileMs("users.latency", 0.999) },
      { key: "P(N>=10)", value: pool.atLeast("users.inFlight", 10) },
      // A busy period begins with a request that does not wait, so that many share the time the server is busy.
      {
        key: "busy_period_mean_ms",
        value: (1000 * pool.mean("server.busy") * pool.seconds) / pool.zeros("server.wait"),
      },
    ]
  },
}
