import type { SceneTransform } from "../../protocol/scene.ts"
import { paintTimes } from "./digits.ts"
import { paintLine } from "./line.ts"
import { LINE, type Marks, RADIUS_MIN_PX, RECT } from "./marks.ts"
import { pixelOf, type Raster } from "./raster.ts"
import { stampOf } from "./stamps.ts"

/** Draws the marks into a cleared raster of the transform's size. */
export function paint(marks: Marks, transform: SceneTransform, raster: Raster): void {
  const { scale, dx, dy, width, height } = transform
  raster.clear(width, height)
  const { places, kinds, colours } = marks
  for (let mark = 0, at = 0; mark < marks.length; mark++, at += 5) {
    const colour = pixelOf(colours[mark])
    const x = places[at] * scale + dx
    const y = places[at + 1] * scale + dy
    const kind = kinds[mark]
    if (kind < RECT) {
      paintStamp(raster, kind, Math.max(RADIUS_MIN_PX, places[at + 2] * scale), { x, y, colour })
    } else if (kind === RECT) {
      const [x0, y0] = [Math.round(x), Math.round(y)]
      // What is there is seen.
      const x1 = Math.max(x0 + 1, Math.round(x + places[at + 2] * scale))
      const y1 = Math.max(y0 + 1, Math.round(y + places[at + 3] * scale))
      raster.fill({ x0, y0, x1, y1 }, colour)
    } else if (kind === LINE) {
      const to = { x: places[at + 2] * scale + dx, y: places[at + 3] * scale + dy }
      paintLine(raster, { x, y }, to, { thickness: places[at + 4] * scale, colour })
    } else paintTimes(raster, { x, y, height: places[at + 2] * scale, power: places[at + 4], colour })
  }
}

interface Place {
  readonly x: number
  readonly y: number
  readonly colour: number
}

function paintStamp(raster: Raster, shape: number, radius: number, { x, y, colour }: Place): void {
  const [left, top] = [Math.floor(x), Math.floor(y)]
  const { size, middle, coverage } = stampOf(shape, radius, x - left, y - top)
  const [x0, y0] = [left - middle, top - middle]
  const columns = Math.min(size, raster.width - x0)
  const rows = Math.min(size, raster.height - y0)
  for (let row = Math.max(0, -y0); row < rows; row++) {
    const from = row * size
    const to = (y0 + row) * raster.width + x0
    for (let column = Math.max(0, -x0); column < columns; column++) {
      const covered = coverage[from + column]
      if (covered !== 0) raster.cover(to + column, colour, covered)
    }
  }
}
