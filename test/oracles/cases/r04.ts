import { type OracleCase, requests, users } from "../case.ts"

const FAILURES = 5
/** Trips a seed (2e4 in all are asked for), and calls until each, to know how long that takes. */
const TRIPS = 3000
const CALLS = { 0.5: 62, 0.3: 586.5 }

/** Calls come every millisecond and an opening lasts one and a half: each turns exactly one call away. */
const breaker = `{ kind: consecutive-failures, failures: ${FAILURES}, openMin: 1500us, openMax: 1500us, jitter: 0% }`

export const r04: OracleCase = {
  id: "R04",
  variants: Object.entries(CALLS).map(([share, calls]) => ({
    name: `p=${share}`,
    yaml: `${users("open: constant 1000/s", `operations: { serve: [{ fail: ${100 * Number(share)}% }] }`)}
policies:
  "users -> server": { breaker: ${breaker} }
`,
    ...requests(TRIPS * calls, 1000, 0),
  })),
  read: (pools) =>
    Object.keys(CALLS).map((share) => {
      const pool = pools(`p=${share}`)
      const openings = pool.count("users.outcome.circuit-open")
      // Each opening ends with a probe, which opens again with the chance p: those are no calls of a closed breaker.
      const calls = pool.count("users.completed") - 2 * openings
      return { key: `calls_to_trip p=${share}`, value: calls / (openings * (1 - Number(share))) }
    }),
}
