import type { OracleCase } from "../case.ts"

/** The oracle's limit; all of it is used at a time, since Vegas decides nothing while less than half of it is. */
const LIMIT = 10

/** One call of 100 ms that has the callee to itself, then ten of 150 ms: each decides, by the same estimate. */
const yaml = `
components:
  first: { kind: client }
  then: { kind: client }
  door: { kind: service, operations: { fast: [{ call: server.fast }], slow: [{ call: server.slow }] } }
  server: { kind: service, operations: { fast: [{ wait: 100ms }], slow: [{ wait: 150ms }] } }
load:
  first: { open: { kind: trace, at: [0ms] }, to: door.fast }
  then: { open: { kind: trace, at: [${Array.from({ length: LIMIT }, () => "200ms").join(", ")}] }, to: door.slow }
policies:
  "door -> server": { limit: { kind: vegas, initial: ${LIMIT} } }
`

export const ac1: OracleCase = {
  id: "AC1",
  variants: [{ name: "vegas", yaml, warmupSeconds: 0, seconds: 2 }],
  read: (pools) => [{ key: "queue", value: pools("vegas").meanOf("door -> server.queue") }],
}
