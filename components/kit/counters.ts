import type { CountMetric } from "../../engine/index.ts"
import type { MetricBag, MetricDeclaration } from "./contract.ts"

/** Declares counters, in the order of their names. */
export function counterMetrics<Name extends string>(
  names: readonly Name[],
  titles: Readonly<Record<Name, string>>,
): readonly MetricDeclaration[] {
  return names.map((name) => ({ name, title: titles[name], unit: "count", type: "counter" }))
}

/** The counters of these names, by name. */
export function countersOf<Name extends string>(
  names: readonly Name[],
  bag: MetricBag,
): Readonly<Record<Name, CountMetric>> {
  // An object made from entries has lost which names they had.
  return Object.fromEntries(names.map((name) => [name, bag.counter(name)])) as Record<Name, CountMetric>
}
