import { type OracleCase, users, type Variant } from "../case.ts"

const ROUND_TRIP_MS = 50

/** In the order of the oracle: a connection that is kept, then new ones. */
const CONNECTIONS = [
  "security: none",
  "keepAlive: false, security: none",
  "keepAlive: false, security: tls-1.3",
  "keepAlive: false, security: tls-1.2",
  "keepAlive: false, security: quic",
  "keepAlive: false, security: quic-0rtt",
]

export const n02: OracleCase = {
  id: "N02",
  variants: CONNECTIONS.map(
    (connections): Variant => ({ name: connections, yaml: linked(connections), warmupSeconds: 2, seconds: 10 }),
  ),
  read: (pools) =>
    CONNECTIONS.map((connections, at) => ({
      key: "rtts",
      value: pools(connections).meanMs("users.latency") / ROUND_TRIP_MS,
      variant: connections,
      at,
    })),
}

function linked(connections: string): string {
  return `${users("open: constant 1/s", "operations: { serve: [{ work: 0ms }] }")}
links: { "users -> server": { latency: ${ROUND_TRIP_MS / 2}ms, connections: { ${connections} } } }
`
}
