import { resolveDistribution } from "../../components/kit/distribution/plan.ts"
import { collectReferences } from "../../components/kit/reference.ts"
import type { CheckContext } from "./context.ts"
import type { Hop } from "./graph.ts"
import { groupedBy } from "./grouped.ts"
import { nodeKey, reachedFrom } from "./reach.ts"

/** Requests per second at a component under a name. */
export interface Offered {
  readonly component: string
  readonly name: string
  readonly perSecond: number
}

/** Enough for overload to pass down a long line of services; without overload and circles two will do (chosen). */
const sweepsMax = 100

/**
 * What every component is offered in the long run by the open loads: a lower bound, because closed loads, retries and
 * a cache's misses come on top. What is more than a component can do is not passed on by it.
 */
export function offeredRates(
  context: CheckContext,
  passedShare: (offered: readonly Offered[]) => number,
): readonly Offered[] {
  const nodes = reachedFrom(context.traffic)
  const indices = new Map(nodes.map((node, index) => [nodeKey(node), index]))
  const edges = nodes.map(({ component, name }) => edgesOf(context.traffic.hops(component, name), indices))
  const outside = new Float64Array(nodes.length)
  for (const { component, name, call, expected } of context.traffic.starts) {
    const index = indices.get(nodeKey({ component, name })) ?? 0
    outside[index] = (outside[index] ?? 0) + expected * sentPerSecond(call.caller, context)
  }
  let rates: Float64Array = outside
  for (let sweep = 0; sweep < sweepsMax; sweep++) {
    const next = sweepOnce({ nodes, edges, outside, before: rates, passedShare })
    const settled = next.every((rate, index) => Math.abs(rate - (rates[index] ?? 0)) <= 1e-9 * rate)
    rates = next
    if (settled) break
  }
  return offeredOf(nodes, rates)
}

interface Edge {
  readonly to: number
  readonly expected: number
}

function edgesOf(hops: readonly Hop[], indices: ReadonlyMap<string, number>): readonly Edge[] {
  return hops.map((hop) => ({ to: indices.get(nodeKey(hop)) ?? 0, expected: hop.expected }))
}

/** Callers come before callees, so that one sweep does where nothing goes round; what leads back is from `before`. */
function sweepOnce(the: {
  nodes: readonly Hop[]
  edges: readonly (readonly Edge[])[]
  outside: Float64Array
  before: Float64Array
  passedShare: (offered: readonly Offered[]) => number
}): Float64Array {
  const { nodes, edges, outside, before } = the
  const shares = new Map<string, number>()
  for (const [component, offered] of groupedBy(offeredOf(nodes, before), (one) => one.component))
    shares.set(component, the.passedShare(offered))
  const rates = Float64Array.from(outside)
  const passed = (from: number, rate: number) => rate * (shares.get(nodes[from]?.component ?? "") ?? 1)
  edges.forEach((out, from) => {
    for (const { to, expected } of out)
      if (to <= from) rates[to] = (rates[to] ?? 0) + expected * passed(from, before[from] ?? 0)
  })
  edges.forEach((out, from) => {
    for (const { to, expected } of out)
      if (to > from) rates[to] = (rates[to] ?? 0) + expected * passed(from, rates[from] ?? 0)
  })
  return rates
}

function offeredOf(nodes: readonly Hop[], rates: Float64Array): readonly Offered[] {
  return nodes.map(({ component, name }, index) => ({ component, name, perSecond: rates[index] ?? 0 }))
}

/** Of all replicas of a client; 0 where answers set the pace or the times stand in a file that is not read. */
function sentPerSecond(client: string, context: CheckContext): number {
  const load = context.document.load[client]
  const definition = context.definition(client)
  if (collectReferences(load).some(({ reference }) => reference.refersTo === "file")) return 0
  const each = definition?.offeredPerSecond?.(load, (plan) => resolveDistribution(plan, () => []))
  return (each ?? 0) * (context.components[client]?.replicas ?? 1)
}
