import { countsOf, loadTally, type RequestTally } from "../../components/client/tally.ts"
import { OK } from "../../engine/index.ts"
import { classesOf } from "../run/operations.ts"
import type { Run } from "../run/run.ts"
import { durationsMs, perSecond } from "./estimates.ts"
import type { ClientReport, RequestReport } from "./report.ts"

/** What became of the requests of each client. */
export function loadReport(run: Run): Readonly<Record<string, ClientReport>> {
  const names = Object.keys(run.plan.load).sort()
  return Object.fromEntries(names.map((name) => [name, clientReport(run, name)]))
}

function clientReport(run: Run, name: string): ClientReport {
  const tally = loadTally(run.estate.metrics.bag(name), classesOf(run.plan, name))
  const operations = tally.classes.map((one, index): [string, RequestReport] => [
    tally.names[index] ?? "",
    requestReport(run, one),
  ])
  return { ...requestReport(run, tally.whole), operations: Object.fromEntries(operations) }
}

function requestReport(run: Run, tally: RequestTally): RequestReport {
  const succeeded = tally.outcomes[OK]
  return {
    ...countsOf(tally),
    ratePerSecond: succeeded === undefined ? { value: null, reason: "not measured" } : perSecond(run, succeeded),
    latencyMs: durationsMs(tally.latency),
  }
}
