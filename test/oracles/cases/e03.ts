import type { OracleCase, Variant } from "../case.ts"
import { noteFirst } from "../replicas.ts"

const HEALTHY = [100, 70, 69, 50, 25, 0]
/** Replicas in X, so that one is a percent of it, and in Y, which are all up. */
const IN_X = 100
const IN_Y = 4

/** Time to find out who is ill. */
const WARMUP_SECONDS = 5

export const e03: OracleCase = {
  id: "E03",
  variants: HEALTHY.map(
    (healthy): Variant => ({
      name: `X=${healthy}%`,
      yaml: localities(healthy),
      warmupSeconds: WARMUP_SECONDS,
      seconds: 20,
      drive: (run) => noteFirst(run, "api", IN_X, WARMUP_SECONDS + 1),
    }),
  ),
  read: (pools) =>
    HEALTHY.map((healthy, at) => {
      const pool = pools(`X=${healthy}%`)
      return { key: "traffic % to X", value: (100 * pool.noted("first")) / pool.noted("all"), at }
    }),
}

/** Who is ill is down from the start and found out before the measured time. */
function localities(healthy: number): string {
  const ill = Array.from({ length: IN_X - healthy }, (_, replica) => replica)
  const zones = [...new Array(IN_X).fill("x"), ...new Array(IN_Y).fill("y")]
  return `
components:
  users: { kind: client }
  api: { kind: service, replicas: ${IN_X + IN_Y}, zone: [${zones.join(", ")}], operations: { get: [{ work: 0ms }] } }
load:
  users: { open: constant 2000/s, to: api }
policies:
  "users -> api":
    locality: { kind: weighted, weights: { x: 1, y: 2 } }
    health: { kind: connect-check, interval: 1s, fall: 1, initially: down, rise: 1 }
faults: [${ill.map((replica) => `{ at: 0s, for: 100s, do: crash, target: "api[${replica}]" }`).join(", ")}]
`
}
