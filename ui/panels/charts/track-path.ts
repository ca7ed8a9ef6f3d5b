import { max } from "d3-array"
import { scaleLinear } from "d3-scale"
import { area, line } from "d3-shape"
import type { TrackAnswer } from "../../protocol/questions.ts"

/** Paths of a measure in a plot of one unit a column and `height` units, drawn from below; `top` is the value at its upper edge. */
export interface LevelPath {
  readonly band: string
  readonly line: string
  readonly top: number
}

/** Columns in which nothing was noted are left out: lines and bands have gaps there. */
export function levelPath({ least, most, mean }: TrackAnswer, height: number, limit: number | null): LevelPath {
  const top = topOf(most, limit)
  const y = scaleLinear([0, top], [height, 0])
  const columns = [...mean.keys()]
  const isKnown = (column: number) => !Number.isNaN(mean[column] ?? Number.NaN)
  const heightOf = (values: Float32Array | Float64Array) => (column: number) => y(values[column] ?? 0)
  const level = line<number>()
    .defined(isKnown)
    .x((column) => column)
    .y(heightOf(mean))
    .digits(1)
  const band = area<number>()
    .defined(isKnown)
    .x((column) => column)
    .y0(heightOf(least))
    .y1(heightOf(most))
    .digits(1)
  return { band: band(columns) ?? "", line: level(columns) ?? "", top }
}

/** The limit is shown where the level comes near it; else it would press everything to the ground. */
function topOf(most: Float32Array, limit: number | null): number {
  const highest = max(most.filter((value) => Number.isFinite(value))) ?? 0
  const top = limit !== null && highest >= limit / 4 ? Math.max(highest, limit) : highest
  return top > 0 ? top : 1
}
