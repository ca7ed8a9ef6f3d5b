import { type OracleCase, stated, users } from "../case.ts"

const SERVICE = { exp: "exponential 10ms", "hyperexp balanced SCV 4": "hyperexponential mean=10ms scv=4" }

export const x01: OracleCase = {
  id: "X01",
  variants: Object.entries(SERVICE).map(([name, work]) => ({
    name,
    yaml: users(
      "open: poisson 70/s",
      `cpu: { cores: 1, discipline: processor-sharing }, operations: { serve: [{ work: ${work} }] }`,
    ),
    ...stated(1e6, 70),
  })),
  read: (pools) =>
    Object.keys(SERVICE).map((name) => ({ key: `T_mean_ms ${name}`, value: pools(name).meanMs("users.latency") })),
}
