import type { Palette, Scene, SceneEdge, SceneNode } from "../../protocol/scene.ts"
import type { Topology } from "../../protocol/topology.ts"
import type { Box } from "../geometry/box.ts"
import type { Way } from "../geometry/path.ts"
import type { Detail } from "../layout/zoom.ts"

/** Calls drawn at once at most; above it a sample is (chosen: more cannot be told apart in a picture of 1280×720). */
const PARTICLES_MAX = 4_000

export interface SceneParts {
  readonly topology: Topology
  readonly boxes: ReadonlyMap<string, Box>
  /** In the order of the topology's edges. */
  readonly ways: readonly (Way | null)[]
  readonly detail: Detail
  readonly palette: Palette
}

/** What the view's worker is told of the picture. */
export function makeScene({ topology, boxes, ways, detail, palette }: SceneParts): Scene {
  const indexes = new Map(topology.nodes.map(({ name }, i) => [name, i]))
  const nodes = topology.nodes.map(({ name, actors, slots }): SceneNode => {
    const box = boxes.get(name) ?? { x: 0, y: 0, width: 0, height: 0 }
    return { name, ...box, actors, slots, detail }
  })
  const edges = topology.edges.flatMap((edge, i): readonly SceneEdge[] => {
    const from = indexes.get(edge.from)
    const to = indexes.get(edge.to)
    const way = ways[i]
    if (from === undefined || to === undefined || way === undefined || way === null) return []
    return [{ from, to, points: way.points.flatMap(({ x, y }) => [x, y]), isCurve: way.isCurve }]
  })
  return { nodes, edges, palette, particlesMax: PARTICLES_MAX }
}
