import type { OracleCase, Variant } from "../case.ts"
import { noteFirst } from "../replicas.ts"

const HEALTHY = [100, 72, 71, 50, 25, 0]
/** Replicas of the first level, so that one is a percent of it, and of the second, which has to be up and no more. */
const FIRST = 100
const SECOND = 4

/** Time to find out who is ill. */
const WARMUP_SECONDS = 5

export const e01: OracleCase = {
  id: "E01",
  variants: HEALTHY.map(
    (healthy): Variant => ({
      name: `P0=${healthy}%`,
      yaml: levels(healthy),
      warmupSeconds: WARMUP_SECONDS,
      seconds: 20,
      drive: (run) => noteFirst(run, "api", FIRST, WARMUP_SECONDS + 1),
    }),
  ),
  read: (pools) =>
    HEALTHY.flatMap((healthy) => {
      const pool = pools(`P0=${healthy}%`)
      // Envoy's loads are whole percents; what is measured lies within a fifth of one of them.
      const first = Math.round((100 * pool.noted("first")) / pool.noted("all"))
      const key = `P0=${healthy}% -> traffic % P0,P1`
      return [
        { key, value: first, at: 0 },
        { key, value: 100 - first, at: 1 },
      ]
    }),
}

/** Who is ill is down from the start and found out before the measured time. */
function levels(healthy: number): string {
  const ill = Array.from({ length: FIRST - healthy }, (_, replica) => replica)
  const list = [...new Array(FIRST).fill(0), ...new Array(SECOND).fill(1)]
  return `
components:
  users: { kind: client }
  api: { kind: service, replicas: ${FIRST + SECOND}, operations: { get: [{ work: 0ms }] } }
load:
  users: { open: constant 2000/s, to: api }
policies:
  "users -> api":
    priorities: { levels: [${list.join(", ")}] }
    panic: 50%
    health: { kind: connect-check, interval: 1s, fall: 1, initially: down, rise: 1 }
faults: [${ill.map((replica) => `{ at: 0s, for: 100s, do: crash, target: "api[${replica}]" }`).join(", ")}]
`
}
