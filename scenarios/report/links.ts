import type { EdgeMetrics } from "../../engine/index.ts"
import { NS_PER_MS, OUTCOME_COUNT, OUTCOMES, type OutcomeName, outcomeName } from "../../engine/index.ts"
import { batchMeansInterval, type Estimate } from "../../statistics/index.ts"
import type { Run } from "../run/run.ts"
import { levelReport, sampleReport } from "./estimates.ts"
import { levelOf, samplesOf } from "./measures.ts"
import { CONFIDENCE, rounded, scaled, unknown } from "./numbers.ts"
import type { LinkReport, OutcomeCounts } from "./report.ts"
import { seriesOf } from "./trace/series.ts"
import type { Trace } from "./trace/trace.ts"

/** What was counted of the calls between each two components. */
export function linksReport(run: Run, trace: Trace | null): Readonly<Record<string, LinkReport>> {
  const edges = [...run.estate.ports.edges].sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(
    edges.map(([name, edge]) => [name, { ...linkReport(name, edge, trace), ...limitReport(run, name) }]),
  )
}

function linkReport(name: string, edge: EdgeMetrics, trace: Trace | null): LinkReport {
  const { calls, outcomes, retries, latencyMaxNs } = edge
  const ended = settled(edge)
  const max = ended === 0 ? null : rounded(latencyMaxNs / NS_PER_MS)
  return { calls, outcomes: namedOutcomes(outcomes), retries, latencyMs: { mean: meanMs(name, edge, trace), max } }
}

/** Of an adaptive limit's measures, where calls go through one. */
function limitReport(run: Run, edge: string): Pick<LinkReport, "limit" | "estimates"> {
  const level = levelOf(run, edge, "limit")
  if (level === undefined) return {}
  const own = run.estate.metrics.names().filter((name) => name.startsWith(`${edge}.`))
  const estimates = own.flatMap((full) => {
    const name = full.slice(edge.length + 1)
    const samples = samplesOf(run, edge, name)
    return samples === undefined ? [] : [[name, sampleReport(samples)] as const]
  })
  const limit = levelReport(level)
  return estimates.length === 0 ? { limit } : { limit, estimates: Object.fromEntries(estimates) }
}

/** The mean is that of all calls; how uncertain it is follows from the recorded ones. */
function meanMs(name: string, edge: EdgeMetrics, trace: Trace | null): Estimate {
  if (trace === null) return unknown("no calls were recorded")
  const [from = "", to = ""] = name.split(" -> ")
  const series = seriesOf(
    trace,
    (row) => trace.isAttempt(row) && trace.fromName(row) === from && trace.toName(row) === to,
  )
  const interval = batchMeansInterval(series.batches(), CONFIDENCE)
  if (interval.value === null) return interval
  const shift = edge.latencyMeanNs - interval.value
  const { value, low, high, method } = interval
  const moved = { value: value + shift, low: Math.max(0, low + shift), high: high + shift }
  return scaled({ ...moved, method: `${method} of recorded calls` }, 1 / NS_PER_MS)
}

function settled(edge: EdgeMetrics): number {
  return edge.outcomes.reduce((sum, count) => sum + count, 0)
}

export function addOutcomes(edges: readonly EdgeMetrics[]): Float64Array {
  const sums = new Float64Array(OUTCOME_COUNT)
  for (const { outcomes } of edges)
    for (let outcome = 0; outcome < OUTCOME_COUNT; outcome++)
      sums[outcome] = (sums[outcome] ?? 0) + (outcomes[outcome] ?? 0)
  return sums
}

/** Those that occurred, by name, in the order of the list of outcomes. */
export function namedOutcomes(counts: Float64Array): OutcomeCounts {
  const named: Partial<Record<OutcomeName, number>> = {}
  for (let outcome = 0; outcome < OUTCOMES.length; outcome++) {
    const count = counts[outcome] ?? 0
    if (count > 0) named[outcomeName(outcome)] = count
  }
  return named
}
