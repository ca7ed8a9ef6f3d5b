import type { Palette, Scene, SceneNode } from "../../ui/protocol/scene.ts"
import type { Topology } from "../../ui/protocol/topology.ts"
import { layout } from "../../ui/view-worker/answers/layout.ts"

export const PALETTE: Palette = {
  ink: 0x22262b,
  faint: 0xd5d8dc,
  surface: 0xffffff,
  outcomes: [
    0x0072b2, 0xd55e00, 0xcc79a7, 0xcc79a7, 0x882255, 0x882255, 0x882255, 0x882255, 0x882255, 0x882255, 0x888888,
    0x0072b2,
  ],
  queue: 0xe69f00,
  busy: 0x009e73,
  idle: 0xe3e6ea,
  highlight: 0xb5891f,
  latency: [0xd55e00, 0xe69f00, 0x56b4e9, 0x9fb3c8],
}

const WIDTH = 180
const HEIGHT = 96

/** Every component in a box, where dagre puts it. */
export function sceneOf(topology: Topology, detail: SceneNode["detail"] = "node", particlesMax = 10_000): Scene {
  const boxes = topology.nodes.map(({ name }) => ({ id: name, width: WIDTH, height: HEIGHT, rank: 0 }))
  const { x, y } = layout({ nodes: boxes, edges: topology.edges, direction: "right" })
  const nodes = topology.nodes.map(({ name, actors, slots }, i) => {
    return { name, actors, slots, detail, x: x[i] ?? 0, y: y[i] ?? 0, width: WIDTH, height: HEIGHT }
  })
  const edges = topology.edges.map(({ from, to }) => {
    const [a, b] = [from, to].map((name) => nodes.findIndex((node) => node.name === name))
    const [start, end] = [nodes[a ?? 0], nodes[b ?? 0]]
    const [x0, y0] = [(start?.x ?? 0) + WIDTH, (start?.y ?? 0) + HEIGHT / 2]
    const [x1, y1] = [end?.x ?? 0, (end?.y ?? 0) + HEIGHT / 2]
    const middle = (x0 + x1) / 2
    return { from: a ?? 0, to: b ?? 0, points: [x0, y0, middle, y0, middle, y1, x1, y1], isCurve: true }
  })
  return { nodes, edges, palette: PALETTE, particlesMax }
}
