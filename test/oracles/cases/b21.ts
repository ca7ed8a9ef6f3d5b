import type { Run } from "../../../index.ts"
import type { OracleCase } from "../case.ts"
import { callsToReplicas } from "../replicas.ts"

const ITEMS = 1000
const REPLICAS = 10

const yaml = `
components:
  users: { kind: client }
  server: { kind: service, replicas: ${REPLICAS}, operations: { keep: [{ wait: 1h }] } }
load:
  users: { open: constant ${ITEMS}/s, to: server, keys: uniform n=1000000, stopAt: 1000500us }
policies:
  "users -> server": { balance: { kind: consistent-hash, preset: bounded } }
`

export const b21: OracleCase = {
  id: "B21",
  variants: [{ name: "bounded", yaml, warmupSeconds: 0, seconds: 2, drive }],
  // Of every seed: a mean would hide one that is above the bound.
  read: (pools) => [{ key: "max load", value: pools("bounded").noted("max load") }],
}

/** Items kept by the fullest replica. Fails where a replica keeps too many at any time, in any run. */
function drive(run: Run): Readonly<Record<string, number>> {
  for (let item = 0; item <= ITEMS; item += 20) {
    run.advance(((item + 0.2) * 1e9) / ITEMS)
    const loads = callsToReplicas(run, "server")
    const total = loads.reduce((sum, load) => sum + load, 0)
    if (Math.max(...loads) > Math.ceil((1.25 * total) / REPLICAS)) throw new Error(`${loads.join()} of ${total}`)
  }
  run.advance()
  const loads = callsToReplicas(run, "server")
  const total = loads.reduce((sum, load) => sum + load, 0)
  return { "max load": total === ITEMS ? Math.max(...loads) : Number.NaN }
}
