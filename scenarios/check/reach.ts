import type { Hop } from "./graph.ts"
import type { Requests } from "./traffic.ts"

/**
 * Every request that follows from what the clients send, each once. A request comes before those that follow from it,
 * except where they go round in circles.
 */
export function reachedFrom(graph: Requests): readonly Hop[] {
  const seen = new Set<string>()
  const finished: Hop[] = []
  const path: { readonly hop: Hop; readonly hops: readonly Hop[]; next: number }[] = []
  const enter = (hop: Hop) => {
    const key = nodeKey(hop)
    if (seen.has(key)) return
    seen.add(key)
    path.push({ hop, hops: graph.hops(hop.component, hop.name), next: 0 })
  }
  for (const start of [...graph.starts].reverse()) {
    enter(start)
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const hop = top.hops[top.next++]
      if (hop !== undefined) enter(hop)
      else {
        finished.push(top.hop)
        path.pop()
      }
    }
  }
  return finished.reverse()
}

/** Names a request at a component. */
export function nodeKey({ component, name }: Pick<Hop, "component" | "name">): string {
  return `${component} ${name}`
}
