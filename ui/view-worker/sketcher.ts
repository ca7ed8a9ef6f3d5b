import { ON_THE_WAY, ON_THE_WAY_BACK } from "../playback/particles.ts"
import type { Scene } from "../protocol/scene.ts"
import type { Sketch, SketchedCalls } from "../protocol/view-api.ts"
import { rateOf } from "./draw/edges.ts"
import { Picture, WINDOW_NS } from "./draw/picture.ts"
import type { Branch } from "./store/branch.ts"

/** Says what is to be seen of a branch in a scene, in numbers and places instead of marks. */
export class Sketcher {
  readonly branch: Branch
  private readonly scene: Scene
  /** Of its own, so that the one that is shown stays what it is. */
  private readonly picture: Picture

  constructor(branch: Branch, scene: Scene) {
    this.branch = branch
    this.scene = scene
    this.picture = new Picture(branch, scene)
  }

  /** A function of the instant alone. Every array of the answer is new. */
  at(tNs: number): Sketch {
    const { branch, scene, picture } = this
    const { playback, rates } = branch
    picture.compose({ tNs, highlight: null })
    const sum = (of: (actor: number) => number) =>
      Int32Array.from(scene.nodes, ({ actors }) => actors.reduce((total, actor) => total + of(actor), 0))
    const edges = picture.stage.edges.map((edge) => rateOf(edge, rates, { fromNs: tNs - WINDOW_NS, toNs: tNs }))
    return {
      tNs,
      scene,
      queued: sum((actor) => playback.queueOf(actor)),
      busy: sum((actor) => playback.busyOf(actor)),
      underWay: sum((actor) => playback.inFlightTo(actor)),
      perSecond: Float64Array.from(edges, ({ perSecond }) => perSecond),
      latencyNs: Float64Array.from(edges, ({ latencyNs }) => latencyNs),
      calls: this.calls(),
    }
  }

  private calls(): SketchedCalls {
    const { particles, x, y } = this.picture.crowd
    const { count, outcome, attempt, leg } = particles
    const drawn = [...Array(count).keys()].filter((i) => !Number.isNaN(x[i]))
    return {
      x: Float32Array.from(drawn, (i) => x[i]),
      y: Float32Array.from(drawn, (i) => y[i]),
      outcome: Uint8Array.from(drawn, (i) => outcome[i]),
      isRetry: Uint8Array.from(drawn, (i) => (attempt[i] > 0 ? 1 : 0)),
      isOnTheWay: Uint8Array.from(drawn, (i) => (leg[i] === ON_THE_WAY || leg[i] === ON_THE_WAY_BACK ? 1 : 0)),
    }
  }
}
