import { parentPort, workerData } from "node:worker_threads"
import type { Plain } from "../../../engine/index.ts"
import { readScenario } from "../../../scenarios/read.ts"
import { Run } from "../../../scenarios/run/run.ts"
import { fingerprint } from "../fingerprint.ts"

/** A fresh worker: wires the scenario anew, puts each snapshot in, runs to the end, and says what came of it. */
const { text, snapshots }: { readonly text: string; readonly snapshots: readonly Plain[] } = workerData
const { plan } = readScenario(text)
if (plan === undefined) throw new Error("the scenario does not pass its own check")
parentPort?.postMessage(
  snapshots.map((snapshot) => {
    const run = new Run(plan)
    run.restore(snapshot)
    run.advance()
    return fingerprint(run)
  }),
)
