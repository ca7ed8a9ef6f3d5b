import { checkInvariants, NS_PER_MS } from "../../engine/index.ts"
import type { Run } from "../run/run.ts"
import { Facts } from "./bottleneck/facts.ts"
import { findBottleneck } from "./bottleneck/rank.ts"
import { componentsReport } from "./components.ts"
import { linksReport } from "./links.ts"
import { loadReport } from "./load.ts"
import { rounded } from "./numbers.ts"
import { objectivesReport } from "./objectives/judge.ts"
import type { AttributionReport, Report, WarningReport } from "./report.ts"
import { isStalled, stallReport } from "./stall.ts"
import { attributionReport } from "./trace/tail.ts"
import { traceOf } from "./trace/trace.ts"
import { ENGINE_VERSION } from "./version.ts"
import { runWarnings } from "./warnings.ts"

export interface ReportOptions {
  /** What reading the scenario warned of. */
  readonly warnings?: readonly WarningReport[]
}

/**
 * What a run has given so far. Causes and attribution need the calls recorded (`reportRecorder`); without a record
 * they are empty. It changes nothing in the run.
 */
export function buildReport(run: Run, options: ReportOptions = {}): Report {
  const { plan, nowNs } = run
  const trace = traceOf(run)
  const facts = trace === null ? null : new Facts(run, trace)
  const invariants = checkInvariants(run.estate.sim)
  const held = invariants.every((invariant) => invariant.held)
  return {
    format: "orrery.report/1",
    scenario: { name: plan.name, ...(plan.question === undefined ? {} : { question: plan.question }), hash: plan.hash },
    seed: run.seed,
    engine: ENGINE_VERSION,
    digest: run.digest,
    simulated: {
      durationMs: rounded(nowNs / NS_PER_MS),
      warmupMs: rounded(plan.run.warmupNs / NS_PER_MS),
      events: run.events,
    },
    stoppedBy: run.stoppedBy,
    ...(isStalled(run) ? { stall: stallReport(run) } : {}),
    load: loadReport(run),
    components: componentsReport(run),
    links: linksReport(run, trace),
    objectives: objectivesReport(run, trace),
    bottleneck: facts === null ? null : findBottleneck(facts),
    attribution: attributionOf(facts),
    invariants,
    warnings: [...(options.warnings ?? []), ...runWarnings(run, held)],
  }
}

function attributionOf(facts: Facts | null): AttributionReport {
  if (facts === null) return { p99: [], requests: 0, sampleShare: 0 }
  const { trace, tailShares: shares, roots } = facts
  return attributionReport(trace, { shares, requests: roots.length, sampleShare: trace.sampleShare })
}
