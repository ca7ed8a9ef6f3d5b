import { LevelMetric } from "../../../index.ts"
import type { OracleCase } from "../case.ts"

/** With each seed; all eight make four times as many as are asked for. */
const CALLERS = 5000
const TTL_SECONDS = 60
/** Replicas of `pay`, of which the first leaves at `LEAVES_SECONDS`. */
const LEAVES_SECONDS = 70
const AFTER_SECONDS = [15, 45] as const

export const di2: OracleCase = {
  id: "DI2",
  variants: [
    {
      name: "callers",
      yaml: `
components:
  users: { kind: client }
  shop: { kind: service, replicas: ${CALLERS}, operations: { buy: [{ call: pay }] } }
  pay: { kind: service, replicas: 2, register: names, operations: { charge: [{ work: 1ms }] } }
  names: { kind: registry, profile: kubernetes-dns, reads: { kind: dns, ttl: ${TTL_SECONDS}s, cache: 0s } }
load:
  users: { open: constant 0.1/s, to: shop }
policies:
  "shop -> pay": { discovery: names }
faults:
  - { at: ${LEAVES_SECONDS}s, do: deregister, target: "pay[0]" }
`,
      warmupSeconds: 0,
      seconds: LEAVES_SECONDS + TTL_SECONDS,
      drive: (run) =>
        Object.fromEntries(
          AFTER_SECONDS.map((seconds) => {
            run.advance((LEAVES_SECONDS + seconds) * 1e9)
            const stale = run.metric("names.staleEntries")
            return [`${seconds}`, stale instanceof LevelMetric ? stale.level.value / CALLERS : Number.NaN]
          }),
        ),
    },
  ],
  read: (pools) =>
    AFTER_SECONDS.map((seconds) => ({
      key: `stale at ${seconds} s`,
      value: pools("callers").noted(`${seconds}`),
    })),
}
