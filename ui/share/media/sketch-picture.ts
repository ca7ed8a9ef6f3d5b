import type { Topology } from "../../protocol/topology.ts"
import type { Sketch } from "../../protocol/view-api.ts"
import { instantText } from "../../words/time.ts"
import type { Picture, PictureEdge, PictureNode, PictureParticle } from "../picture/picture.ts"

/** Instants are told to the millisecond, or finer where frames follow each other faster. */
const STEP_NS = 1e6

/**
 * What is to be seen of a branch, with its names, ready to be drawn. Calls inside a node are told by its numbers. The
 * title tells instants apart that are `stepNs` apart.
 */
export function sketchPicture(sketch: Sketch, { scenario, nodes }: Topology, stepNs = STEP_NS): Picture {
  const { scene, tNs } = sketch
  const known = new Map(nodes.map((node) => [node.name, node]))
  return {
    title: `${scenario.name} at ${instantText(tNs, Math.max(1, Math.min(STEP_NS, stepNs)))}`,
    nodes: scene.nodes.map(({ name, x, y, width, height, actors, slots }, i): PictureNode => {
      return {
        id: name,
        label: name,
        x,
        y,
        width,
        height,
        family: known.get(name)?.title ?? "",
        replicas: actors.length,
        queue: sketch.queued[i] ?? 0,
        busy: sketch.busy[i] ?? 0,
        slots: slots === null ? null : slots * actors.length,
        inFlight: sketch.underWay[i] ?? 0,
      }
    }),
    edges: scene.edges.map(({ from, to, points, isCurve }, i): PictureEdge => {
      const [ratePerSecond, latencyNs] = [sketch.perSecond[i] ?? 0, sketch.latencyNs[i] ?? 0]
      const nameOf = (node: number) => scene.nodes[node]?.name ?? ""
      return { from: nameOf(from), to: nameOf(to), points, isCurve, ratePerSecond, latencyNs }
    }),
    particles: particlesOf(sketch),
  }
}

function particlesOf({ calls }: Sketch): readonly PictureParticle[] {
  const { x, y, outcome, isRetry, isOnTheWay } = calls
  return [...x.keys()].flatMap((i) => {
    if (isOnTheWay[i] !== 1) return []
    return [{ x: x[i] ?? 0, y: y[i] ?? 0, outcome: outcome[i] ?? 0, isRetry: isRetry[i] === 1 }]
  })
}
