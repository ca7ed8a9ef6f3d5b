import { checkInvariants, LatencyMetric, type Recorder } from "../../engine/index.ts"
import type { Outcome } from "../kit/outcome.ts"
import { runOf } from "../kit/scenario.ts"

/** Runs a document with a client `shop` up to an instant; the recorder is given the record. */
export function ourMesh(text: string, seed: string, untilNs: number, recorder: Recorder): Outcome {
  const run = runOf(text, { seed, recorder })
  run.advance(untilNs)
  if (run.stoppedBy !== null) throw new Error(`mesh: it stopped early: ${run.stoppedBy}`)
  const broken = checkInvariants(run.estate.sim).find(({ held }) => !held)
  if (broken !== undefined) throw new Error(`mesh: ${broken.name}: ${broken.found}`)
  const latency = run.metric("shop.latency")
  if (!(latency instanceof LatencyMetric)) throw new Error("a client measures its latency")
  const { wholeRun } = latency
  return { requests: wholeRun.count, meanNs: wholeRun.mean(), p99Ns: wholeRun.quantile(0.99) }
}
