import { LevelMetric, type Run } from "../../../index.ts"
import { type OracleCase, users } from "../case.ts"

/** Seconds; the fault comes when the queue has long settled, and the run ends when it has long drained. */
const DOWN_AT = 100
const DOWN_FOR = 30
const NS_PER_SECOND = 1e9

const yaml = `${users("open: poisson 80/s", "concurrency: 1, operations: { serve: [{ work: exponential 10ms }] }")}
faults:
  - { at: ${DOWN_AT}s, for: ${DOWN_FOR}s, do: pause, target: server }
`

export const q33: OracleCase = {
  id: "Q33",
  // 13 replications with each of the 8 seeds: 104.
  variants: [{ name: "outage", yaml, warmupSeconds: 0, seconds: 500, replications: 13, drive }],
  read: (pools) => [
    { key: "peak_backlog", value: pools("outage").noted("backlog") },
    { key: "drain_s", value: pools("outage").noted("drainSeconds") },
  ],
}

/** Notes who is there when the server comes back, and how long it then takes to be empty. */
function drive(run: Run): Readonly<Record<string, number>> {
  const present = run.metric("users.inFlight")
  if (!(present instanceof LevelMetric)) throw new Error("a client has a level of what is in flight")
  const restartNs = (DOWN_AT + DOWN_FOR) * NS_PER_SECOND
  run.advance(restartNs)
  const backlog = present.level.value
  while (present.level.value > 0 && !run.finished) run.advance(Number.POSITIVE_INFINITY, 1)
  return { backlog, drainSeconds: (run.nowNs - restartNs) / NS_PER_SECOND }
}
