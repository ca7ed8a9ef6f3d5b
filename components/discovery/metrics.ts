import type { CountMetric } from "../../engine/index.ts"
import type { MetricBag, MetricDeclaration } from "../kit/contract.ts"

const COUNTERS = {
  registrations: "Replicas that registered",
  renewals: "Renewals and pings of replicas",
  unknownRenewals: "Renewals by replicas that were not entered any more",
  reports: "States that agents reported",
  deregistrations: "Replicas that took leave",
  expirations: "Entries dropped because nobody had renewed them, by each server that decided so",
  listChanges: "Lists that came to be another, by each server",
  lists: "Lists handed out",
  elections: "Servers that became leader",
  staleGets: "Keys answered with a value that was no longer the latest",
} as const

type Counter = keyof typeof COUNTERS

export const registryMetrics: readonly MetricDeclaration[] = [
  ...Object.entries(COUNTERS).map(
    ([name, title]): MetricDeclaration => ({ name, title, unit: "count", type: "counter" }),
  ),
  {
    name: "staleEntries",
    title: "Replicas that callers are wrong about, summed over callers",
    unit: "count",
    type: "level",
  },
  {
    name: "staleness",
    title: "From a replica's crash, hang, start or leave until a caller knows",
    unit: "ns",
    type: "latency",
  },
]

/** Counts that the servers keep together. */
export type ServerCounts = Readonly<Record<Counter, CountMetric>>

export function serverCounts(metrics: MetricBag): ServerCounts {
  return {
    registrations: metrics.counter("registrations"),
    renewals: metrics.counter("renewals"),
    unknownRenewals: metrics.counter("unknownRenewals"),
    reports: metrics.counter("reports"),
    deregistrations: metrics.counter("deregistrations"),
    expirations: metrics.counter("expirations"),
    listChanges: metrics.counter("listChanges"),
    lists: metrics.counter("lists"),
    elections: metrics.counter("elections"),
    staleGets: metrics.counter("staleGets"),
  }
}
