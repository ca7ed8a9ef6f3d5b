import { around, type Box } from "../geometry/box.ts"
import type { Room } from "./arrange.ts"
import { detailAt, ZOOM_FIT_MAX, ZOOM_MIN } from "./zoom.ts"

export interface View {
  readonly x: number
  readonly y: number
  readonly zoom: number
}

/** Left free around the picture, in CSS pixels: at the top for names that grow out of their nodes, below for the legend. */
const FREE = { top: 28, side: 20, bottom: 44 }
/** The same where nodes are marks, whose names reach beyond them. */
const SIDE_OF_MARKS = 48

/** The viewport in which all boxes are seen, in the middle, as large as can be but not blown up. */
export function fitting(boxes: readonly Box[], room: Room): View {
  const view = fittingBeside(boxes, room, FREE.side)
  return detailAt(view.zoom) === "dot" ? fittingBeside(boxes, room, SIDE_OF_MARKS) : view
}

function fittingBeside(boxes: readonly Box[], { width, height }: Room, side: number): View {
  const all = around(boxes)
  const roomX = Math.max(1, width - 2 * side)
  const roomY = Math.max(1, height - FREE.top - FREE.bottom)
  const fits = Math.min(roomX / Math.max(1, all.width), roomY / Math.max(1, all.height))
  const zoom = Math.max(ZOOM_MIN, Math.min(ZOOM_FIT_MAX, fits))
  const x = side + (roomX - all.width * zoom) / 2 - all.x * zoom
  const y = FREE.top + (roomY - all.height * zoom) / 2 - all.y * zoom
  return { x: Math.round(x), y: Math.round(y), zoom }
}

/** The viewport of that zoom with a box in its middle. */
export function centredOn(box: Box, zoom: number, size: Room): View {
  const x = size.width / 2 - (box.x + box.width / 2) * zoom
  const y = size.height / 2 - (box.y + box.height / 2) * zoom
  return { x: Math.round(x), y: Math.round(y), zoom }
}
