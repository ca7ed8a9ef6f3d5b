import { type OracleCase, users } from "../case.ts"

const DURATIONS = { exp: "exponential 200ms", "lognormal SCV 4": "lognormal mean=200ms cv=2" }

export const q21: OracleCase = {
  id: "Q21",
  variants: Object.entries(DURATIONS).map(([name, wait]) => ({
    name,
    yaml: users("open: poisson 50/s", `concurrency: unlimited, operations: { serve: [{ wait: ${wait} }] }`),
    warmupSeconds: 100,
    seconds: 20_000,
  })),
  read: (pools) =>
    Object.keys(DURATIONS).flatMap((variant) => {
      const pool = pools(variant)
      return [
        { key: "mean", variant, value: pool.mean("server.busy") },
        { key: "var", variant, value: pool.variance("server.busy") },
        { key: "p99_concurrency", variant, value: pool.quantile("server.busy", 0.99) },
        { key: "P(N>=20)", variant, value: pool.atLeast("server.busy", 20) },
      ]
    }),
}
