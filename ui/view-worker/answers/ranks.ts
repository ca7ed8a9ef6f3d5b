import type { LayoutRequest } from "../../protocol/view-api.ts"

/**
 * The rank of each node: those of a layer lie behind those of the layers before it, and within a layer behind all that
 * call them. No edge but one in a circle joins two nodes of one rank.
 */
export function ranksOf(nodes: LayoutRequest["nodes"], edges: LayoutRequest["edges"]): readonly number[] {
  const indexOf = new Map(nodes.map(({ id }, index) => [id, index]))
  const callers = nodes.map((): number[] => [])
  for (const { from, to } of edges) {
    const [a, b] = [indexOf.get(from), indexOf.get(to)]
    if (a === undefined || b === undefined || a === b || nodes[a].rank !== nodes[b].rank) continue
    callers[b].push(a)
  }
  const depths = depthsOf(callers)
  const layers = [...new Set(nodes.map(({ rank }) => rank))].sort((a, b) => a - b)
  const ranks = new Array<number>(nodes.length).fill(0)
  let first = 0
  for (const layer of layers) {
    let deepest = 0
    nodes.forEach(({ rank }, index) => {
      if (rank !== layer) return
      ranks[index] = first + depths[index]
      deepest = Math.max(deepest, depths[index])
    })
    first += deepest + 1
  }
  return ranks
}

/** The longest way of calls to each node. A call that closes a circle does not count. */
function depthsOf(callers: readonly (readonly number[])[]): readonly number[] {
  const depths = new Array<number>(callers.length).fill(-1)
  const onTheWay = new Set<number>()
  const depthOf = (node: number): number => {
    if (depths[node] >= 0) return depths[node]
    onTheWay.add(node)
    let depth = 0
    for (const caller of callers[node]) if (!onTheWay.has(caller)) depth = Math.max(depth, depthOf(caller) + 1)
    onTheWay.delete(node)
    depths[node] = depth
    return depth
  }
  return callers.map((_, node) => depthOf(node))
}
