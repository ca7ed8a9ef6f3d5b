import { useMemo } from "react"
import type { Topology, TopologyNode } from "../protocol/topology.ts"
import type { Selection } from "../state/page.ts"
import { countedText } from "../words/numbers.ts"
import type { Differences } from "./draft/differences.ts"
import { readingOrder } from "./layout/reading-order.ts"
import { kindText } from "./layout/sizes.ts"
import type { Layout } from "./layout/use-layout.ts"
import type { Detail } from "./layout/zoom.ts"
import type { CallEdge } from "./nodes/edge-view.tsx"
import type { ComponentNode } from "./nodes/node-view.tsx"
import { isChosen } from "./state/pointing.ts"
import { edgeName } from "./state/struck.ts"

export interface ElementParts {
  readonly topology: Topology
  readonly layout: Layout | null
  readonly detail: Detail
  readonly selection: Selection
  readonly struck: ReadonlySet<string>
  /** Of a draft: what is new or changed in it. */
  readonly differences: Differences
  /** Calls can be drawn from node to node. */
  readonly isEditable: boolean
}

/** The graph's nodes in reading order. They change with the layout, the detail and what is chosen, never with time. */
export function useNodes(parts: ElementParts): ComponentNode[] {
  const { topology, layout, detail, selection, struck, differences, isEditable } = parts
  return useMemo(() => {
    if (layout === null) return []
    const byName = new Map(topology.nodes.map((node) => [node.name, node]))
    return readingOrder(layout.boxes, layout.direction).flatMap((name): readonly ComponentNode[] => {
      const node = byName.get(name)
      const box = layout.boxes.get(name)
      if (node === undefined || box === undefined) return []
      const { x, y, width, height } = box
      const mark = differences.nodes.get(name) ?? null
      const isNodeChosen = isChosen(selection, { kind: "node", node: name })
      return [
        {
          id: name,
          type: "component",
          position: { x, y },
          width,
          height,
          measured: { width, height },
          ariaRole: "button",
          ariaLabel: nodeLabel(node) + (mark === null ? "" : `, ${mark}`),
          domAttributes: { "aria-pressed": isNodeChosen, "aria-roledescription": undefined },
          data: { node, detail, isChosen: isNodeChosen, isStruck: struck.has(name), mark, isEditable },
        },
      ]
    })
  }, [topology, layout, detail, selection, struck, differences, isEditable])
}

export function useEdges({ topology, layout, selection, struck, differences }: ElementParts): CallEdge[] {
  return useMemo(() => {
    if (layout === null) return []
    return topology.edges.flatMap((edge, i): readonly CallEdge[] => {
      const way = layout.ways[i]
      if (way === undefined || way === null) return []
      const { from, to, detached: isDetached } = edge
      const isNew = differences.edges.has(edgeName(edge))
      const isEdgeChosen = isChosen(selection, { kind: "edge", from, to })
      return [
        {
          id: String(i),
          type: "call",
          source: from,
          target: to,
          ariaRole: "button",
          ariaLabel: `Calls from ${from} to ${to}${isNew ? ", new" : ""}`,
          // Reached from its nodes with ] and [: as stops of the tab key edges would stand between all nodes.
          domAttributes: { tabIndex: -1, "aria-pressed": isEdgeChosen, "aria-roledescription": undefined },
          data: { way, isDetached, isChosen: isEdgeChosen, isStruck: struck.has(edgeName(edge)), isNew },
        },
      ]
    })
  }, [topology, layout, selection, struck, differences])
}

function nodeLabel(node: TopologyNode): string {
  const replicas = node.actors.length > 1 ? `, ${countedText(node.actors.length, "replica")}` : ""
  return `${node.name}, ${kindText(node)}${replicas}`
}
