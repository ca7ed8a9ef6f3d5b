import { outcomeNumber } from "../../../../engine/index.ts"
import { Run } from "../../../../scenarios/run/run.ts"
import { planOf } from "../../../scenarios/run/support.ts"

const NS_PER_S = 1e9
const CALLERS = 60
/** Calls of each caller, between which a verdict is noticed half a gap late or early. */
const PER_SECOND = 10

export interface Detection {
  readonly check: string | Readonly<Record<string, unknown>>
  /** What happens to the only instance, and when. */
  readonly fault: "crash" | "pause"
  /** Time from the fault to the end of the run in s: all have found out by then. */
  readonly forS: number
}

/** Seconds from a fault to its detection by callers whose checks began at different times: the mean, the first and the last. */
export function detection({ check, fault, forS }: Detection) {
  const faultS = 30.05
  const run = new Run(
    planOf({
      run: { duration: `${faultS + forS}s` },
      components: {
        users: { kind: "client", replicas: CALLERS },
        pay: { kind: "service", concurrency: "unlimited", operations: { charge: [{ work: "1ms" }] } },
      },
      load: {
        users: {
          open: {
            kind: "curve",
            points: [
              { at: "0s", rate: "0/s" },
              { at: "30s", rate: `${PER_SECOND}/s` },
            ],
            interpolation: "step",
            spacing: "even",
          },
          to: "pay",
        },
      },
      policies: { "users -> pay": { health: check } },
      faults: [{ at: `${faultS}s`, for: "1h", do: fault, target: "pay" }],
    }),
  )
  let firstS = Number.NaN
  let lastS = Number.NaN
  for (let seconds = 0; seconds <= forS; seconds += 1 / PER_SECOND) {
    const before = endings(run, "unreachable")
    run.advance((faultS + seconds) * NS_PER_S)
    const found = endings(run, "unreachable") - before
    if (found > 0 && Number.isNaN(firstS)) firstS = seconds
    if (found < CALLERS) lastS = seconds
  }
  return { meanS: forS - endings(run, "unreachable") / (CALLERS * PER_SECOND), firstS, lastS }
}

function endings(run: Run, outcome: "unreachable"): number {
  return run.estate.ports.edges.get("users -> pay")?.outcomes[outcomeNumber(outcome)] ?? 0
}
