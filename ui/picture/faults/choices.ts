import type { Topology } from "../../protocol/topology.ts"
import { parseInstant } from "../../words/time.ts"
import type { Target } from "../state/pointing.ts"
import { edgeName } from "../state/struck.ts"

type Verb = Topology["faultVerbs"][number]

/** Verbs that can strike a target: those its kind obeys, or those of links. */
export function verbsFor(topology: Topology, target: Target): readonly Verb[] {
  if (target.kind === "edge") return topology.faultVerbs.filter((verb) => verb.target === "link")
  const node = topology.nodes.find(({ name }) => name === target.node)
  return topology.faultVerbs.filter((verb) => verb.target === "component" && node?.faults.includes(verb.verb) === true)
}

export interface Reach {
  /** As the document writes it. */
  readonly target: string
  readonly title: string
}

/** What of a target can be struck: all of it, one replica, or a zone it stands in. */
export function reachesOf(topology: Topology, target: Target): readonly Reach[] {
  if (target.kind === "edge") return [{ target: edgeName(target), title: "all calls" }]
  const node = topology.nodes.find(({ name }) => name === target.node)
  if (node === undefined || node.actors.length < 2) return [{ target: target.node, title: target.node }]
  return [
    { target: node.name, title: `all ${node.actors.length} replicas` },
    ...node.actors.map((_, i) => ({ target: `${node.name}[${i}]`, title: `${node.name}[${i}]` })),
    ...[...new Set(node.zones)].map((zone) => ({ target: `zone:${zone}`, title: `everything in zone ${zone}` })),
  ]
}

/** What an amount is called, and one to start from (chosen: strong enough to be seen), in the document's words. */
export const AMOUNTS: Readonly<
  Record<Exclude<Verb["amount"], "none">, { readonly label: string; readonly start: string }>
> = {
  factor: { label: "Times as long", start: "3" },
  share: { label: "Share of messages", start: "20%" },
  duration: { label: "Longer by", start: "200ms" },
  rate: { label: "At most", start: "100kB/s" },
}

/** The amount a form begins with: the verb's own, or one to start from. Empty where it has none. */
export function startAmount({ amount, amountDefault }: Verb): string {
  if (amount === "none") return ""
  if (amountDefault === null) return AMOUNTS[amount].start
  return amount === "share" ? `${amountDefault * 100}%` : String(amountDefault)
}

/** What was typed for how long it lasts, in ns: null for "to the end", undefined for what is no duration. */
export function lastingNs(text: string): number | null | undefined {
  if (text.trim() === "") return null
  const ns = parseInstant(text, 0)
  return ns === null || ns <= 0 ? undefined : ns
}
