import { Graph, layout as runDagre } from "@dagrejs/dagre"
import type { LayoutAnswer, LayoutRequest } from "../../protocol/view-api.ts"
import { ranksOf } from "./ranks.ts"

/** Distances between nodes of one rank and between ranks, in CSS pixels. */
const NODE_GAP = 28
const RANK_GAP = 84
const MARGIN = 16

/** Places nodes in ranks, as dagre does; the same request gets the same answer. */
export function layout({ nodes, edges, direction }: LayoutRequest): LayoutAnswer {
  const ranks = ranksOf(nodes, edges)
  const graph = new Graph()
  graph.setGraph({
    rankdir: direction === "right" ? "LR" : "TB",
    // The ranks are given: see ranks.ts.
    ranker: "none",
    nodesep: NODE_GAP,
    ranksep: RANK_GAP,
    marginx: MARGIN,
    marginy: MARGIN,
  })
  graph.setDefaultEdgeLabel(() => ({}))
  nodes.forEach(({ id, width, height }, index) => {
    // Twice, since dagre keeps every other rank free for labels of edges.
    graph.setNode(id, { width, height, rank: 2 * ranks[index] })
  })
  const rankOf = new Map(nodes.map(({ id }, index) => [id, ranks[index]]))
  for (const { from, to } of edges) {
    const [a, b] = [rankOf.get(from), rankOf.get(to)]
    if (a === undefined || b === undefined || a === b) continue
    if (a < b) graph.setEdge(from, to)
    else graph.setEdge(to, from)
  }
  runDagre(graph)
  const placed = nodes.map(({ id, width, height }) => {
    const { x, y } = graph.node(id)
    return { x: x - width / 2, y: y - height / 2 }
  })
  const { width = 0, height = 0 } = graph.graph()
  return { x: placed.map(({ x }) => x), y: placed.map(({ y }) => y), width, height }
}
