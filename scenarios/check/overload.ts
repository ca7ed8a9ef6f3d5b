import type { Capacity } from "../../components/kit/contract.ts"
import { formatDuration } from "../../components/kit/units.ts"
import type { CheckContext } from "./context.ts"
import { groupedBy } from "./grouped.ts"
import { type Offered, offeredRates } from "./offered.ts"

/** Warns of components that are offered more than they can do, with the arithmetic. */
export function checkOverload(context: CheckContext): void {
  const offered = offeredRates(context, (rates) => passedShare(rates, context))
  for (const [component, rates] of groupedBy(offered, (one) => one.component)) {
    const [worst] = limitsOf(rates, context).sort((a, b) => a.perSecondMax - b.perSecondMax)
    const total = totalOf(rates)
    // A rounding error is no overload.
    if (worst === undefined || total <= worst.perSecondMax * (1 + 1e-9)) continue
    const message = `"${component}" can do ${arithmetic(worst, context.components[component]?.replicas ?? 1)}, offered at least ${rateText(total)}`
    context.report({ code: "W-overload", severity: "warning", path: context.placeOf(component), isKey: true, message })
  }
}

interface Limit {
  readonly capacity: Capacity
  /** Mean time one of what is limited is held, over the requests as they are mixed. */
  readonly holdNs: number
  readonly perSecondMax: number
}

/** The limits of one component for its mix of requests, where there are any. */
function limitsOf(rates: readonly Offered[], context: CheckContext): Limit[] {
  const total = totalOf(rates)
  const [{ component = "" } = {}] = rates
  const entry = context.components[component]
  if (entry === undefined || total === 0) return []
  return (context.definition(component)?.capacity(entry.params) ?? []).flatMap((capacity) => {
    const holdNs = rates.reduce((sum, { name, perSecond }) => sum + (perSecond / total) * capacity.holdNs(name), 0)
    const perSecondMax = (1e9 * entry.replicas * capacity.count) / holdNs
    return perSecondMax < Number.POSITIVE_INFINITY ? [{ capacity, holdNs, perSecondMax }] : []
  })
}

/** The share of what a component is offered that it can pass on. */
function passedShare(rates: readonly Offered[], context: CheckContext): number {
  const total = totalOf(rates)
  if (total === 0) return 1
  const [{ component = "" } = {}] = rates
  const entry = context.components[component]
  const passed = context.definition(component)?.passedPerSecondMax?.(entry?.params) ?? Number.POSITIVE_INFINITY
  const limits = limitsOf(rates, context).map(({ perSecondMax }) => perSecondMax)
  return Math.min(1, ...[passed * (entry?.replicas ?? 1), ...limits].map((max) => max / total))
}

function totalOf(rates: readonly Offered[]): number {
  return rates.reduce((sum, { perSecond }) => sum + perSecond, 0)
}

/** `3 × 16 slots / 8.91ms = 5,390/s`. */
function arithmetic({ capacity, holdNs, perSecondMax }: Limit, replicas: number): string {
  const { noun, count } = capacity
  const each = `${count} ${count === 1 ? noun.replace(/s$/, "") : noun}`
  const all = replicas === 1 ? each : `${replicas} × ${each}`
  return `${all} / ${formatDuration(Math.max(1, Math.round(significant(holdNs))))} = ${rateText(perSecondMax)}`
}

/** `5,390/s`: three digits that count. */
function rateText(perSecond: number): string {
  const [whole = "", fraction] = String(significant(perSecond)).split(".")
  const grouped = whole.includes("e") ? whole : whole.replace(/\B(?=(?:\d{3})+$)/g, ",")
  return `${fraction === undefined ? grouped : `${grouped}.${fraction}`}/s`
}

function significant(value: number): number {
  return Number(value.toPrecision(3))
}
