import type { Scene, SceneTransform } from "../protocol/scene.ts"
import type { Sketch } from "../protocol/view-api.ts"
import { paint } from "./draw/paint.ts"
import { type Drawn, type Instant, Picture } from "./draw/picture.ts"
import { Raster } from "./draw/raster.ts"
import { Sketcher } from "./sketcher.ts"
import type { Branch } from "./store/branch.ts"

/** What a raster is shown on: a canvas. */
export interface Screen {
  show(raster: Raster): void
}

/** A picture that is drawn: a scene, the branch it was last drawn of, and where it is shown. */
export class Surface {
  readonly raster = new Raster()
  screen: Screen | null = null
  private scene: Scene | null = null
  private picture: Picture | null = null
  private branch: Branch | null = null
  private transform: SceneTransform | null = null
  private sketcher: Sketcher | null = null

  setScene(scene: Scene): void {
    this.scene = scene
    this.picture = null
    this.sketcher = null
  }

  /** An instant as data; null where there is no scene yet. What was drawn last stays what is picked from. */
  sketch(branch: Branch, tNs: number): Sketch | null {
    if (this.scene === null) return null
    if (this.sketcher === null || this.sketcher.branch !== branch) this.sketcher = new Sketcher(branch, this.scene)
    return this.sketcher.at(tNs)
  }

  /** Draws an instant; null where there is no scene yet. */
  draw(branch: Branch, instant: Instant, transform: SceneTransform): (Drawn & { marks: number; hash: string }) | null {
    if (this.scene === null) return null
    if (this.picture === null || this.branch !== branch) this.picture = new Picture(branch, this.scene)
    this.branch = branch
    this.transform = transform
    const drawn = this.picture.compose(instant)
    const { marks } = this.picture
    paint(marks, transform, this.raster)
    this.screen?.show(this.raster)
    return { ...drawn, marks: marks.length, hash: marks.hash() }
  }

  /** The request whose call is drawn at a place, in device pixels: row of its client's call; null for none. */
  pick(x: number, y: number): number | null {
    const { picture, transform, branch } = this
    if (picture === null || transform === null || branch === null) return null
    const { scale, dx, dy } = transform
    const row = picture.callAt({ x: (x - dx) / scale, y: (y - dy) / scale }, REACH_PX / scale)
    return row < 0 ? null : branch.playback.requests.rootOf(row)
  }
}

/** So near to a call the pointer has to be (chosen: twice the size of a call). */
const REACH_PX = 8
