import { type OracleCase, stated, users } from "../case.ts"

/** Service times by their names in the oracle. */
const SERVICE = {
  det: "10ms",
  erlang4: "erlang k=4 mean=10ms",
  exp: "exponential 10ms",
  "lognormal SCV 2": "lognormal mean=10ms cv=1.4142135623730951",
  "hyperexp balanced SCV 4": "hyperexponential mean=10ms scv=4",
}

export const q06: OracleCase = {
  id: "Q06",
  variants: Object.entries(SERVICE).map(([name, work]) => ({
    name,
    yaml: users("open: poisson 70/s", `concurrency: 1, operations: { serve: [{ work: ${work} }] }`),
    ...stated(2e6, 70),
  })),
  read: (pools) =>
    Object.keys(SERVICE).map((name) => ({ key: `Wq_mean_ms ${name}`, value: pools(name).meanMs("server.wait") })),
}
