import { checkInvariants, LatencyMetric } from "../../engine/index.ts"
import type { Outcome } from "../kit/outcome.ts"
import { runOf } from "../kit/scenario.ts"
import { MM1 } from "./model.ts"

/** The scenario as anybody writes it: the client and the service of the library, every measure taken. */
const scenario = (untilNs: number) => `
name: mm1
run: { duration: ${untilNs / 1e9}s }
components:
  crowd: { kind: client }
  server: { kind: service, concurrency: 1, operations: { serve: [{ work: exponential ${MM1.serviceNs / 1e6}ms }] } }
load:
  crowd: { open: poisson ${1e9 / MM1.gapNs}/s, to: server }
`

export function ourMm1(seed: string, untilNs: number): Outcome {
  const run = runOf(scenario(untilNs), { seed })
  run.advance()
  for (const { name, held, found } of checkInvariants(run.estate.sim))
    if (!held) throw new Error(`mm1: ${name}: ${found}`)
  const latency = run.metric("crowd.latency")
  if (!(latency instanceof LatencyMetric)) throw new Error("mm1: the client measures no latency")
  const whole = latency.wholeRun
  return { requests: whole.count, meanNs: whole.mean(), p99Ns: whole.quantile(0.99) }
}
