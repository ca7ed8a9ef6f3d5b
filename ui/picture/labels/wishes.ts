import type { Box, Point } from "../geometry/box.ts"
import { pointAt } from "../geometry/path.ts"
import { BAND } from "../layout/sizes.ts"
import type { Obstacle } from "./box-index.ts"
import type { LabelPart, LabelWish } from "./place.ts"

/** All in CSS pixels of the screen, but for the origin: the picture's own coordinates times the zoom. */
const GAP = 4
/** Shares of an edge's length at which its label could stand, the best first. */
const SHARES = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74]
/** Edges are obstacles of this width, at these distances. */
const LINE = 6
const LINE_OF_OTHERS = 20
const LINE_STEP = 10

export interface LabelSize {
  readonly width: number
  readonly height: number
}

/** The name of a node: in the band at its top, or above it if the zoom leaves the band too low, or across its upper edge. */
export function bandWish(id: string, box: Box, zoom: number, height: number): LabelWish {
  const size = { width: box.width * zoom, height }
  const x = box.x * zoom
  const within = { ...size, x, y: (box.y + BAND) * zoom - height }
  const above = { ...size, x, y: box.y * zoom - height }
  const order = BAND * zoom >= height - 1 ? [within] : [above, within]
  return { id, choices: order.map((place) => [{ kind: "name", box: place }]), priority: 0 }
}

/** The name of a node that is drawn as a mark: below, above, or beside it. */
export function markWish(id: string, body: Box, { width, height }: LabelSize, priority: number): LabelWish {
  const middle = body.x + (body.width - width) / 2
  const level = body.y + (body.height - height) / 2
  const corners = [
    { x: middle, y: body.y + body.height + 1 },
    { x: middle, y: body.y - height - 1 },
    { x: body.x + body.width + GAP, y: level },
    { x: body.x - width - GAP, y: level },
  ]
  return { id, priority, choices: corners.map((corner) => [{ kind: "mark", box: { ...corner, width, height } }]) }
}

/** The title of a group: outside its frame above the left corner, else at another corner. */
export function groupWish(id: string, frame: Box, { width, height }: LabelSize): LabelWish {
  const above = frame.y - height - 2
  const below = frame.y + frame.height + 2
  const corners = [above, below].flatMap((y) => [
    { x: frame.x + (frame.width - width) / 2, y },
    { x: frame.x, y },
    { x: frame.x + frame.width - width, y },
  ])
  return { id, priority: 0, choices: corners.map((corner) => [{ kind: "group", box: { ...corner, width, height } }]) }
}

export interface EdgeSizes {
  readonly rate: LabelSize
  readonly time: LabelSize
  /** Rate and time in one line. */
  readonly both: LabelSize
}

/**
 * The numbers of an edge, close to its line: the rate on one side and the time on the other, or both on one side, or
 * the rate alone.
 */
export function edgeWish(id: string, course: readonly Point[], sizes: EdgeSizes, priority: number): LabelWish {
  const part = (kind: keyof EdgeSizes, share: number, side: Side): LabelPart => ({
    kind,
    box: boxBeside(course, share, sizes[kind], side),
  })
  const choices = [
    ...SHARES.map((share) => [part("rate", share, ABOVE), part("time", share, BELOW)]),
    ...SHARES.flatMap((share) => [[part("both", share, ABOVE)], [part("both", share, BELOW)]]),
    ...SHARES.flatMap((share) => [[part("rate", share, ABOVE)], [part("rate", share, BELOW)]]),
  ]
  return { id, priority, choices }
}

type Side = 1 | -1
/** Of a level line; of a steep one at its right. */
const ABOVE: Side = 1
const BELOW: Side = -1

/** The label touches the line with a corner or a side, whatever the line's slope. */
function boxBeside(course: readonly Point[], share: number, { width, height }: LabelSize, side: Side): Box {
  const { x, y } = pointAt(course, share)
  const before = pointAt(course, Math.max(0, share - 0.04))
  const after = pointAt(course, Math.min(1, share + 0.04))
  const length = Math.hypot(after.x - before.x, after.y - before.y) || 1
  // At right angles to the line, whichever way it runs.
  const turn = (after.x < before.x - 0.5 ? -side : side) / length
  const nx = turn * (after.y - before.y)
  const ny = -turn * (after.x - before.x)
  const reach = (Math.abs(nx) * width + Math.abs(ny) * height) / 2 + GAP
  return { x: x + nx * reach - width / 2, y: y + ny * reach - height / 2, width, height }
}

/**
 * The line of an edge as obstacles: for its own label as broad as the particles that run along it, for others broader,
 * so that a label is nearer to its own edge than to any other.
 */
export function lineObstacles(id: string, course: readonly Point[]): readonly Obstacle[] {
  return course.flatMap((to, i) => {
    const from = course[i - 1]
    if (from === undefined) return []
    const steps = Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / LINE_STEP))
    return Array.from({ length: steps }, (_, step) => {
      const share = (step + 0.5) / steps
      const x = from.x + (to.x - from.x) * share
      const y = from.y + (to.y - from.y) * share
      return [squareAt(x, y, LINE), { ...squareAt(x, y, LINE_OF_OTHERS), owner: id }]
    }).flat()
  })
}

function squareAt(x: number, y: number, side: number): Box {
  return { x: x - side / 2, y: y - side / 2, width: side, height: side }
}
