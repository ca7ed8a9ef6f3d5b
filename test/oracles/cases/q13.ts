import { type OracleCase, stated, users, type Variant } from "../case.ts"

/** Strategy and servers by the key's ending. */
const SPLITS = {
  "round-robin n=2": { strategy: "round-robin", servers: 2 },
  "round-robin n=4": { strategy: "round-robin", servers: 4 },
  "round-robin n=10": { strategy: "round-robin", servers: 10 },
  "random n=4": { strategy: "random", servers: 4 },
}
const LIMIT = "D/M/1 (n->inf limit)"
const operations = "operations: { serve: [{ work: exponential 1s }] }"

export const q13: OracleCase = {
  id: "Q13",
  variants: [
    ...Object.entries(SPLITS).map(([name, { strategy, servers }]): Variant => {
      const perSecond = Number((0.9 * servers).toFixed(1))
      return { name, yaml: split(perSecond, strategy, servers), ...stated(2e6, perSecond) }
    }),
    { name: LIMIT, yaml: users("open: constant 0.9/s", `concurrency: 1, ${operations}`), ...stated(2e6, 0.9) },
  ],
  read: (pools) =>
    [...Object.keys(SPLITS), LIMIT].map((name) => ({
      key: `T_mean_s ${name}`,
      value: pools(name).meanSeconds("users.latency"),
    })),
}

function split(perSecond: number, strategy: string, servers: number): string {
  return `
components:
  users: { kind: client }
  balancer: { kind: load-balancer, to: server, strategy: ${strategy} }
  server: { kind: service, replicas: ${servers}, concurrency: 1, ${operations} }
load:
  users: { open: poisson ${perSecond}/s, to: balancer }
`
}
