import { NO_ACTOR } from "../../../scenarios/record/columns.ts"
import type { Components } from "../../playback/components.ts"
import type { Palette, Scene } from "../../protocol/scene.ts"
import { type NodePlan, planNode } from "./node-plan.ts"
import { Path, pathOf } from "./path.ts"

const NONE = -1

/** An edge of the scene with what is needed to draw it. */
export interface StageEdge {
  readonly path: Path
  /** Components that call and that are called: several where a node stands for a group. */
  readonly from: readonly number[]
  readonly to: readonly number[]
}

/** A scene made ready for drawing a recording: who stands where, and which way a call from one to another goes. */
export class Stage {
  readonly palette: Palette
  readonly particlesMax: number
  readonly nodes: readonly NodePlan[]
  readonly edges: readonly StageEdge[]
  /** Number of the node, by actor; -1 for none. */
  private readonly nodeOfActor: Int32Array
  /** By from * nodes + to, NONE for none. */
  private readonly edgeOf: Int32Array
  /** Ways between nodes that have no edge in the scene. */
  private readonly straight = new Map<number, Path>()

  constructor(scene: Scene, components: Components) {
    this.palette = scene.palette
    this.particlesMax = scene.particlesMax
    this.nodes = scene.nodes.map(planNode)
    this.nodeOfActor = new Int32Array(components.ofActor.length).fill(NONE)
    scene.nodes.forEach(({ actors }, node) => {
      for (const actor of actors) this.nodeOfActor[actor] = node
    })
    const componentsOf = scene.nodes.map(({ actors }) => [...new Set(actors.map((actor) => components.ofActor[actor]))])
    this.edgeOf = new Int32Array(scene.nodes.length * scene.nodes.length).fill(NONE)
    this.edges = scene.edges.map((edge, number) => {
      this.edgeOf[edge.from * scene.nodes.length + edge.to] = number
      return { path: pathOf(edge), from: componentsOf[edge.from], to: componentsOf[edge.to] }
    })
  }

  /** The node an actor is drawn in, -1 for none. */
  nodeOf(actor: number): number {
    return actor === NO_ACTOR || actor >= this.nodeOfActor.length ? NONE : this.nodeOfActor[actor]
  }

  /** The way of a call from one actor to another; null where one of them is not drawn, or both in one node. */
  pathBetween(from: number, to: number): Path | null {
    const caller = this.nodeOf(from)
    const callee = this.nodeOf(to)
    if (caller === NONE || callee === NONE || caller === callee) return null
    const key = caller * this.nodes.length + callee
    const edge = this.edgeOf[key]
    if (edge !== NONE) return this.edges[edge].path
    const known = this.straight.get(key)
    if (known !== undefined) return known
    const [a, b] = [this.nodes[caller].middle, this.nodes[callee].middle]
    const path = new Path(Float32Array.of(a.x, a.y, b.x, b.y))
    this.straight.set(key, path)
    return path
  }
}
