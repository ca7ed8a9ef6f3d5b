import type { Mark } from "../../protocol/feed.ts"
import type { Topology } from "../../protocol/topology.ts"

/** What faults strike at an instant: names of nodes, and of edges as `a -> b`. */
export function struckAt(topology: Topology, marks: readonly Mark[], tNs: number): ReadonlySet<string> {
  const targets = marks
    .filter(({ kind, fromNs, toNs }) => kind === "fault" && fromNs <= tNs && tNs < toNs)
    .flatMap((mark) => mark.targets)
  return new Set(targets.flatMap((target) => namesOf(topology, target)))
}

/** A replica's node, the nodes of a zone, or what it says. */
function namesOf(topology: Topology, target: string): readonly string[] {
  if (target.startsWith("zone:")) {
    const zone = target.slice("zone:".length)
    return topology.nodes.filter(({ zones }) => zones.includes(zone)).map(({ name }) => name)
  }
  return [target.replace(/\[\d+\]$/, "")]
}

export function edgeName({ from, to }: { readonly from: string; readonly to: string }): string {
  return `${from} -> ${to}`
}
