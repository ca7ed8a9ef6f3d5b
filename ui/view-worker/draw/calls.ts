import { AT_WORK, ON_THE_WAY_BACK, WAITING } from "../../playback/particles.ts"
import type { Playback } from "../../playback/playback.ts"
import type { Palette } from "../../protocol/scene.ts"
import type { Crowd } from "./crowd.ts"
import type { Marks } from "./marks.ts"
import { shapeOf } from "./outcomes.ts"
import type { PathPoint } from "./path.ts"
import type { Stage } from "./stage.ts"

/** Radius of a call on its way, in the scene's pixels. */
export const CALL_RADIUS = 3.2

/** Draws the calls, each in its shape and colour, and remembers where. */
export class CallBrush {
  private readonly playback: Playback
  private readonly palette: Palette
  private readonly crowd: Crowd
  private readonly marks: Marks

  constructor(playback: Playback, palette: Palette, crowd: Crowd, marks: Marks) {
    this.playback = playback
    this.palette = palette
    this.crowd = crowd
    this.marks = marks
  }

  /** Draws the call of an index at a place. */
  draw(i: number, at: { readonly x: number; readonly y: number }, radius: number): void {
    const { crowd, marks } = this
    crowd.x[i] = at.x
    crowd.y[i] = at.y
    marks.shape(this.shapeOf(i), at, radius, this.colourOf(i))
  }

  shapeOf(i: number): number {
    const { outcome, attempt, rows } = this.crowd.particles
    const isRetry = attempt[i] > 0
    return shapeOf(outcome[i], isRetry, isRetry && this.playback.requests.isHedge(rows[i]))
  }

  colourOf(i: number): number {
    return this.palette.outcomes[this.crowd.particles.outcome[i]] ?? this.palette.ink
  }
}

/** Draws the calls that are on their way, there or back. */
export function drawOnTheWay(stage: Stage, crowd: Crowd, brush: CallBrush): void {
  const { count, leg, from, to, share } = crowd.particles
  const at: PathPoint = { x: 0, y: 0 }
  for (let i = 0; i < count; i++) {
    if (leg[i] === WAITING || leg[i] === AT_WORK) continue
    const path = stage.pathBetween(from[i], to[i])
    if (path === null) continue
    path.at(share[i], leg[i] === ON_THE_WAY_BACK, at)
    brush.draw(i, at, CALL_RADIUS)
  }
}
