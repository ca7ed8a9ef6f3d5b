import { type OracleCase, stated, users } from "../case.ts"

const SETUPS = { exp: "exponential 10s", constant: "10s" }

export const q25: OracleCase = {
  id: "Q25",
  variants: Object.entries(SETUPS).map(([name, setup]) => ({
    name,
    yaml: users(
      "open: poisson 0.5/s",
      `concurrency: 1, coldStart: ${setup}, operations: { serve: [{ work: exponential 1s }] }`,
    ),
    ...stated(1e6, 0.5),
  })),
  read: (pools) =>
    Object.keys(SETUPS).map((name) => ({
      key: `T_mean_s ${name} setup`,
      value: pools(name).meanSeconds("users.latency"),
    })),
}
