import type { Scene } from "../../protocol/scene.ts"
import type { Branch } from "../store/branch.ts"
import { CallBrush, drawOnTheWay } from "./calls.ts"
import { Crowd } from "./crowd.ts"
import { drawEdges } from "./edges.ts"
import { drawHighlight } from "./highlight.ts"
import { Marks } from "./marks.ts"
import { drawNodes, type Easel } from "./nodes.ts"
import { Stage } from "./stage.ts"

/** Over which rate and latency of edges are taken if nothing else is said, in ns. */
export const WINDOW_NS = 1e9

/** An instant to be drawn. */
export interface Instant {
  readonly tNs: number
  readonly highlight: number | null
  readonly windowNs?: number
}

/** What was drawn. */
export interface Drawn {
  /** By outcome: calls under way, and how many of them are shown. */
  readonly underWay: Int32Array
  readonly shown: Int32Array
  /** Moments and changes of slots the seek touched, and nodes and rows the search for calls under way looked at. */
  readonly touched: number
}

/** Puts together what is to be seen of a branch in a scene, as marks: a function of the instant alone. */
export class Picture {
  readonly marks = new Marks()
  readonly stage: Stage
  private readonly branch: Branch
  private readonly easel: Easel

  constructor(branch: Branch, scene: Scene) {
    const { playback } = branch
    const { marks } = this
    this.branch = branch
    this.stage = new Stage(scene, playback.components)
    const { stage } = this
    const crowd = new Crowd(scene.particlesMax)
    const brush = new CallBrush(playback, scene.palette, crowd, marks)
    this.easel = { stage, playback, crowd, brush, marks }
  }

  /** Puts an instant together. */
  compose({ tNs, highlight, windowNs = WINDOW_NS }: Instant): Drawn {
    const { stage, easel, marks, branch } = this
    const { playback, rates } = branch
    marks.clear()
    const moved = playback.seek(tNs)
    const { total, shown } = easel.crowd.gather(playback, tNs)
    const { nodes, rows } = playback.inFlight.work
    drawEdges(stage, rates, { fromNs: tNs - windowNs, toNs: tNs }, marks)
    drawNodes(easel)
    drawOnTheWay(stage, easel.crowd, easel.brush)
    if (highlight !== null) drawHighlight(easel, highlight, tNs)
    return { underWay: Int32Array.from(total), shown: Int32Array.from(shown), touched: moved + nodes + rows }
  }

  /** The calls of the instant put together last, with their places. */
  get crowd(): Crowd {
    return this.easel.crowd
  }

  /** Row of the call drawn at a place of the scene, the uppermost and nearest within `reach`; -1 for none. */
  callAt(place: { readonly x: number; readonly y: number }, reach: number): number {
    const { particles, x, y } = this.easel.crowd
    let [nearest, row] = [reach * reach, -1]
    for (let i = 0; i < particles.count; i++) {
      const distance = (x[i] - place.x) * (x[i] - place.x) + (y[i] - place.y) * (y[i] - place.y)
      // Of a call that is not drawn it is no number.
      if (!(distance <= nearest)) continue
      nearest = distance
      row = particles.rows[i]
    }
    return row
  }
}
