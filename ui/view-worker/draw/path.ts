import type { SceneEdge } from "../../protocol/scene.ts"

/** A curve is taken for so many straight pieces (chosen: no corner is seen at three times the size). */
const CURVE_PIECES = 24
/** Lengths along a path at which its place is known; between two it is straight. */
const STOPS = 64
/** Distance of the lanes there and back from the path, in the scene's pixels. */
const LANE = 3.5

/** A place on a path, moved to the lane. */
export interface PathPoint {
  x: number
  y: number
}

/** Where an edge runs, measured by its length. */
export class Path {
  /** Corners: x0, y0, x1, y1, … */
  readonly corners: Float32Array
  /** x, y and the direction at right angles to the path, to its right, at equal lengths along it. */
  private readonly stops = new Float32Array((STOPS + 1) * 4)

  constructor(corners: Float32Array) {
    this.corners = corners
    this.measure()
  }

  /** The place after a share of the length, on the lane there, or of the way back from its end, on the other. */
  at(share: number, isBack: boolean, into: PathPoint): void {
    const along = (isBack ? 1 - share : share) * STOPS
    const before = Math.max(0, Math.min(STOPS - 1, Math.floor(along)))
    const part = along - before
    const lane = isBack ? -LANE : LANE
    const at = before * 4
    const { stops } = this
    into.x = stops[at] + part * (stops[at + 4] - stops[at]) + lane * stops[at + 2]
    into.y = stops[at + 1] + part * (stops[at + 5] - stops[at + 1]) + lane * stops[at + 3]
  }

  private measure(): void {
    const { corners, stops } = this
    const pieces = corners.length / 2 - 1
    const lengths = Array.from({ length: pieces }, (_, piece) => lengthOf(corners, piece))
    const total = lengths.reduce((sum, length) => sum + length, 0)
    let [piece, before] = [0, 0]
    for (let stop = 0; stop <= STOPS; stop++) {
      const along = (total * stop) / STOPS
      while (piece < pieces - 1 && before + lengths[piece] < along) before += lengths[piece++]
      const length = lengths[piece]
      const part = length === 0 ? 0 : Math.min(1, (along - before) / length)
      const [x0, y0, x1, y1] = corners.subarray(piece * 2, piece * 2 + 4)
      const [ux, uy] = length === 0 ? [1, 0] : [(x1 - x0) / length, (y1 - y0) / length]
      stops.set([x0 + part * (x1 - x0), y0 + part * (y1 - y0), -uy, ux], stop * 4)
    }
  }
}

/** The path of an edge as the scene has it. */
export function pathOf({ points, isCurve }: SceneEdge): Path {
  if (!isCurve) return new Path(Float32Array.from(points))
  const corners = new Float32Array(2 * (CURVE_PIECES + 1))
  for (let i = 0; i <= CURVE_PIECES; i++) {
    for (const axis of [0, 1]) corners[2 * i + axis] = bezier(points, axis, i / CURVE_PIECES)
  }
  return new Path(corners)
}

function lengthOf(corners: Float32Array, piece: number): number {
  const [x0, y0, x1, y1] = corners.subarray(piece * 2, piece * 2 + 4)
  return Math.hypot(x1 - x0, y1 - y0)
}

function bezier(points: readonly number[], axis: number, t: number): number {
  const rest = 1 - t
  const [a, b, c, d] = [0, 2, 4, 6].map((at) => points[at + axis])
  return rest * rest * rest * a + 3 * rest * rest * t * b + 3 * rest * t * t * c + t * t * t * d
}
