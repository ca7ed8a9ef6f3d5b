import { OUTCOMES, type Run } from "../../../index.ts"
import type { OracleCase } from "../case.ts"

/** Callers, each with checks of its own that began somewhere in an interval: so many crashes with each seed. */
const CALLERS = 1250
const PER_SECOND = 10
/** Between two calls of a caller, which so notices its checker's verdict half a gap late or early. */
const CRASH_AT_SECONDS = 20.05
const STEP_SECONDS = 0.05
const NS_PER_SECOND = 1e9

const yaml = `
components:
  users: { kind: client, replicas: ${CALLERS} }
  api: { kind: service, operations: { get: [{ work: 0ms }] } }
load:
  users:
    open:
      kind: curve
      points: [{ at: 0s, rate: 0/s }, { at: 20s, rate: ${PER_SECOND}/s }]
      interpolation: step
      spacing: even
    to: api
policies:
  "users -> api": { health: { kind: connect-check, interval: 10s, fall: 3 } }
faults: [{ at: ${CRASH_AT_SECONDS}s, for: 100s, do: crash, target: api }]
`

export const di1: OracleCase = {
  id: "DI1",
  variants: [{ name: "crash", yaml, warmupSeconds: 0, seconds: 52, drive: noteDetection }],
  read: (pools) =>
    ["mean_s", "min_s", "max_s"].map((key) => ({
      key,
      value: pools("crash").noted(key),
    })),
}

/** Until a caller's checks have found the crash its calls are refused, from then on it makes none. */
function noteDetection(run: Run): Record<string, number> {
  let first = Number.NaN
  let last = Number.NaN
  for (let seconds = CRASH_AT_SECONDS; seconds < run.plan.run.durationNs / NS_PER_SECOND; seconds += STEP_SECONDS) {
    const before = outcomes(run, "refused")
    run.advance(seconds * NS_PER_SECOND)
    if (Number.isNaN(first) && outcomes(run, "unreachable") > 0) first = seconds
    if (outcomes(run, "refused") > before) last = seconds
  }
  run.advance()
  return {
    mean_s: outcomes(run, "refused") / (CALLERS * PER_SECOND),
    min_s: first - CRASH_AT_SECONDS,
    max_s: last - CRASH_AT_SECONDS,
  }
}

function outcomes(run: Run, outcome: (typeof OUTCOMES)[number]): number {
  return run.estate.ports.edges.get("users -> api")?.outcomes[OUTCOMES.indexOf(outcome)] ?? 0
}
