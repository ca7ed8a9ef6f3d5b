import { type OracleCase, stated, users } from "../case.ts"

/** Two Poisson streams of 40/s are one of 80/s whose requests are of either class with equal chance. */
const load = "open: poisson 80/s, mix: { first: { share: 50%, priority: 0 }, second: { share: 50%, priority: 1 } }"
const operations = "operations: { serve: [{ work: exponential 10ms }] }"

const SERVERS = {
  nonpreemptive: `concurrency: 1, queue: { order: priority }, ${operations}`,
  preemptive: `concurrency: unlimited, cpu: { cores: 1, discipline: preemptive-priority }, ${operations}`,
}

export const q11: OracleCase = {
  id: "Q11",
  variants: Object.entries(SERVERS).map(([name, server]) => ({
    name,
    yaml: users(load, server),
    ...stated(1e6, 80),
  })),
  read: (pools) =>
    Object.keys(SERVERS).flatMap((name) => [
      { key: `T1_ms ${name}`, value: pools(name).meanMs("users.latency.first") },
      { key: `T2_ms ${name}`, value: pools(name).meanMs("users.latency.second") },
    ]),
}
