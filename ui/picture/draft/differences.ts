import type { Described } from "../../protocol/engine-api.ts"
import type { Topology } from "../../protocol/topology.ts"
import { countedText } from "../../words/numbers.ts"
import { edgeName } from "../state/struck.ts"

export type DraftMark = "new" | "changed"

/** What a draft has that the branch it began from has not. */
export interface Differences {
  readonly nodes: ReadonlyMap<string, DraftMark>
  /** New ways, as `a -> b`. */
  readonly edges: ReadonlySet<string>
  /** Components and ways that are gone. */
  readonly goneNodes: readonly string[]
  readonly goneEdges: readonly string[]
}

export const NO_DIFFERENCES: Differences = { nodes: new Map(), edges: new Set(), goneNodes: [], goneEdges: [] }

/** A text that was read and wired. */
export type Wired = Described & { readonly topology: Topology }

/** Components by what the texts say of them, and ways by their ends. */
export function differencesOf(before: Wired, after: Wired): Differences {
  const nodes = new Map<string, DraftMark>()
  const names = new Set(before.topology.nodes.map(({ name }) => name))
  for (const { name } of after.topology.nodes) {
    if (!names.delete(name)) nodes.set(name, "new")
    else if (before.settings[name] !== after.settings[name]) nodes.set(name, "changed")
  }
  const ways = new Set(before.topology.edges.map(edgeName))
  const edges = new Set(after.topology.edges.map(edgeName).filter((way) => !ways.delete(way)))
  return { nodes, edges, goneNodes: [...names], goneEdges: [...ways] }
}

/** "1 component new, 2 changed, 1 gone; 2 edges new"; nothing where the picture is the same. */
export function differencesText({ nodes, edges, goneNodes, goneEdges }: Differences): string {
  const marks = [...nodes.values()]
  const fresh = marks.filter((mark) => mark === "new").length
  const parts = [
    listed("component", [
      [fresh, "new"],
      [marks.length - fresh, "changed"],
      [goneNodes.length, "gone"],
    ]),
    listed("edge", [
      [edges.size, "new"],
      [goneEdges.length, "gone"],
    ]),
  ]
  return parts.filter((part) => part !== "").join("; ")
}

function listed(noun: string, counts: readonly (readonly [count: number, what: string])[]): string {
  return counts
    .filter(([count]) => count > 0)
    .map(([count, what], place) => `${place === 0 ? countedText(count, noun) : count} ${what}`)
    .join(", ")
}
