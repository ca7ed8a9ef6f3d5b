import { max } from "d3-array"
import { scaleLinear } from "d3-scale"
import { line } from "d3-shape"

/** A difference over time around the middle of a plot, one unit a column; `most` is how far it reaches up or down. */
export interface DifferencePath {
  readonly line: string
  readonly most: number
}

/** Columns in which one of the two has nothing are gaps. */
export function differencePath(values: Float32Array, height: number): DifferencePath {
  const most = max(values, (value) => (Number.isFinite(value) ? Math.abs(value) : 0)) ?? 0
  const y = scaleLinear([-most || -1, most || 1], [height, 0])
  const drawn = line<number>()
    .defined((column) => Number.isFinite(values[column] ?? Number.NaN))
    .x((column) => column)
    .y((column) => y(values[column] ?? 0))
    .digits(1)
  return { line: drawn([...values.keys()]) ?? "", most }
}
