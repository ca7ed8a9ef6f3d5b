import type { MetricDeclaration } from "../../components/kit/contract.ts"
import type { Estimate } from "../../statistics/index.ts"
import { componentOf } from "../run/registry.ts"
import type { Run } from "../run/run.ts"
import { durationsMs, levelMean, levelReport, shareOf, workShare } from "./estimates.ts"
import { addOutcomes, namedOutcomes } from "./links.ts"
import { counterOf, latencyOf, levelOf } from "./measures.ts"
import { unknown } from "./numbers.ts"
import type { ComponentReport, CounterReport, Durations } from "./report.ts"
import { serversOf } from "./slots.ts"

/** What was measured of each component that serves others. */
export function componentsReport(run: Run): Readonly<Record<string, ComponentReport>> {
  const names = Object.keys(run.plan.components).sort()
  const serving = names.filter((name) => run.plan.load[name] === undefined)
  return Object.fromEntries(serving.map((name) => [name, componentReport(run, name)]))
}

function componentReport(run: Run, name: string): ComponentReport {
  const { kind = "?", profile, replicas = 1 } = run.plan.components[name] ?? {}
  const queue = levelOf(run, name, "queue")
  const incoming = [...run.estate.ports.edges].filter(([link]) => link.endsWith(` -> ${name}`)).map(([, edge]) => edge)
  return {
    kind,
    ...(profile === undefined ? {} : { profile }),
    requests: incoming.reduce((sum, { calls }) => sum + calls, 0),
    outcomes: namedOutcomes(addOutcomes(incoming)),
    utilisation: utilisationOf(run, name),
    queueLength: queue === undefined ? { mean: unknown("it has no line"), max: 0 } : levelReport(queue),
    waitMs: durations(run, name, "wait"),
    serviceMs: durations(run, name, "service"),
    replicas,
    counters: countersOf(run, name, componentOf(kind).metrics),
  }
}

/** Share of the slots in use, or, where they are without limit, of the processor. */
export function utilisationOf(run: Run, name: string): Estimate {
  const { slots, cores } = serversOf(run, name)
  const busy = levelOf(run, name, "busy")
  if (busy !== undefined && Number.isFinite(slots)) return levelMean(busy, slots)
  const service = latencyOf(run, name, "service")
  if (service !== undefined && cores !== null) return workShare(run, service, cores)
  return unknown("its slots have no limit")
}

function durations(run: Run, name: string, measure: string): Durations {
  const metric = latencyOf(run, name, measure)
  if (metric !== undefined) return durationsMs(metric)
  const none = unknown("not measured")
  return { mean: none, p50: none, p90: none, p95: none, p99: none, p999: none, max: null }
}

function countersOf(run: Run, name: string, metrics: readonly MetricDeclaration[]): Record<string, CounterReport> {
  return Object.fromEntries(
    metrics.flatMap((metric) => {
      const value = counterValue(run, name, metric)
      const key = metric.unit === "ns" ? `${metric.name}Ms` : metric.name
      return value === undefined ? [] : [[key, value]]
    }),
  )
}

function counterValue(run: Run, name: string, metric: MetricDeclaration): CounterReport | undefined {
  switch (metric.type) {
    case "counter":
      return counterOf(run, name, metric.name)?.total
    case "level": {
      const level = levelOf(run, name, metric.name)
      return level === undefined ? undefined : levelReport(level)
    }
    case "latency": {
      const latency = latencyOf(run, name, metric.name)
      return latency === undefined ? undefined : durationsMs(latency)
    }
    case "ratio": {
      const part = counterOf(run, name, metric.part)
      const whole = metric.of.flatMap((of) => counterOf(run, name, of) ?? [])
      return part === undefined ? undefined : shareOf(part, whole)
    }
  }
}
