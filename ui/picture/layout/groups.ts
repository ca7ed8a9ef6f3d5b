import type { Layer } from "../../../components/kit/contract.ts"
import type { Topology, TopologyNode } from "../../protocol/topology.ts"
import { around, type Box, grown, overlaps } from "../geometry/box.ts"
import { LAYERS } from "./arrange.ts"

/** Nodes that are seen as one from afar. */
export interface Group {
  readonly id: string
  /** "Services · 4" */
  readonly title: string
  readonly box: Box
}

/** Room around the nodes of a group, in the picture's coordinates. */
const MARGIN = 26

const TITLES: Readonly<Record<Layer, string>> = {
  client: "Clients",
  edge: "Edge",
  gateway: "Gateways",
  network: "Network",
  service: "Services",
  data: "Data",
}

/**
 * Layers as groups, with how many components each has, and replicas where they are more. A layer whose nodes stand among
 * others' is not shown as one: a frame around it would hold what does not belong to it.
 */
export function groupsOf(topology: Topology, boxes: ReadonlyMap<string, Box>): readonly Group[] {
  return LAYERS.flatMap((layer): readonly Group[] => {
    const nodes = topology.nodes.filter((node) => node.layer === layer)
    if (nodes.length < 2) return []
    const box = grown(around(boxesOf(nodes, boxes)), MARGIN)
    const others = boxesOf(
      topology.nodes.filter((node) => node.layer !== layer),
      boxes,
    )
    if (others.some((other) => overlaps(other, box))) return []
    return [{ id: layer, title: titleOf(layer, nodes), box }]
  })
}

function titleOf(layer: Layer, nodes: readonly TopologyNode[]): string {
  const replicas = nodes.reduce((sum, { actors }) => sum + actors.length, 0)
  const more = replicas > nodes.length ? ` · ${replicas} replicas` : ""
  return `${TITLES[layer]} · ${nodes.length}${more}`
}

function boxesOf(nodes: readonly TopologyNode[], boxes: ReadonlyMap<string, Box>): readonly Box[] {
  return nodes.flatMap(({ name }) => boxes.get(name) ?? [])
}
