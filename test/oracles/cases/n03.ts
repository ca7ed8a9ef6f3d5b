import { type OracleCase, users } from "../case.ts"

const ROUND_TRIP_MS = 50
/** Of a plain connection: TCP. */
const SETUP_ROUND_TRIPS = 1

const yaml = `${users("open: constant 1/s", "operations: { serve: [{ work: 0ms }] }")}
links:
  "users -> server":
    latency: ${ROUND_TRIP_MS / 2}ms
    replyBytes: 100kB
    connections: { keepAlive: false, security: none, initialWindow: 10 }
`

export const n03: OracleCase = {
  id: "N03",
  variants: [{ name: "fresh", yaml, warmupSeconds: 2, seconds: 10 }],
  read: (pools) => [
    {
      key: "data_rounds",
      value: pools("fresh").meanMs("users.latency") / ROUND_TRIP_MS - SETUP_ROUND_TRIPS,
    },
  ],
}
