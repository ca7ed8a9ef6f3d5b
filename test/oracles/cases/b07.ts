import type { Run } from "../../../index.ts"
import type { OracleCase } from "../case.ts"
import { lettersOf, noteReplicasAt } from "../replicas.ts"

const HELD = range(12)
const FILLED = range(10)
/** The first six are under way for a second, a millisecond apart; then the others come out of the line as these end. */
const placesFirst = [...FILLED.slice(0, 6), ...FILLED.slice(6).map((_, place) => 1000 + place)]

export const b07: OracleCase = {
  id: "B07",
  variants: [
    {
      name: "leastconn",
      yaml: held(HELD.length, "strategy: { kind: least-connections, preset: haproxy }"),
      warmupSeconds: 0,
      seconds: 4,
      drive: (run: Run) => noteReplicasAt(run, "server", HELD),
    },
    {
      name: "first",
      // The slots are the places of all three together: whoever finds none waits in the proxy's line.
      yaml: held(FILLED.length, "strategy: { kind: first, connectionsMax: 2 }, concurrency: 6"),
      warmupSeconds: 0,
      seconds: 4,
      drive: (run: Run) => noteReplicasAt(run, "server", placesFirst),
    },
  ],
  read: (pools) => [
    { key: "leastconn held", value: lettersOf(pools("leastconn"), HELD.length) },
    { key: "first held, 10 requests", value: lettersOf(pools("first"), FILLED.length) },
  ],
}

/** Three servers, and so many requests that each of them holds for a second, a millisecond apart. */
function held(count: number, proxy: string): string {
  return `
components:
  users: { kind: client }
  proxy: { kind: load-balancer, to: server, ${proxy} }
  server: { kind: service, replicas: 3, operations: { hold: [{ wait: 1s }] } }
load:
  users: { open: { kind: trace, at: [${range(count)
    .map((ms) => `${ms}ms`)
    .join(", ")}] }, to: proxy }
`
}

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index)
}
