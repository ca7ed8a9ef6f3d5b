import type { Playback } from "../playback.ts"
import { endOf } from "../spans.ts"
import { durationsOf, endedRows, type LatencyRange, type Subject, type TimeRange } from "./ended.ts"
import { isKnown, quantileOf } from "./latencies.ts"

/** Lines over the heatmap. */
export const HEAT_QUANTILES = [0.5, 0.95, 0.99, 0.999] as const
/** Calls beyond a quantile in a column for its line to pass there (chosen: a line wants to be seen, a figure to be believed). */
const BEYOND_MIN = 1

export interface HeatGrid {
  readonly columns: number
  readonly rows: number
  /** From and to where the rows reach; as far as there are calls, in whole octaves, if left out. */
  readonly latency?: LatencyRange
}

/** How many calls took how long, by column of equal width in time and row of equal height in log latency. */
export interface LatencyHeat {
  readonly calls: number
  readonly columns: number
  readonly rows: number
  /** At column × rows + row; the lowest latencies are row 0. What is outside a given range is in the first or last row. */
  readonly counts: Uint32Array
  /** Edges of the rows in ns: one more than there are rows. */
  readonly edgesNs: Float64Array
  /** Calls by column. */
  readonly perColumn: Uint32Array
  /** Lines by HEAT_QUANTILES, in ns by column; NaN where no call of the column lies beyond. */
  readonly lines: readonly Float64Array[]
}

export function latencyHeat(playback: Playback, subject: Subject, window: TimeRange, grid: HeatGrid): LatencyHeat {
  const { columns, rows } = grid
  const called = endedRows(playback, subject, window)
  const durations = durationsOf(playback, called)
  const edgesNs = edgesOf(grid.latency ?? reachOf(durations), rows)
  const counts = new Uint32Array(columns * rows)
  const perColumn = new Uint32Array(columns)
  const columnOf = new Uint32Array(called.length)
  for (let i = 0; i < called.length; i++) {
    const column = columnAt(endOf(playback.recording.spans, called[i]), window, columns)
    columnOf[i] = column
    perColumn[column]++
    counts[column * rows + rowAt(durations[i], edgesNs)]++
  }
  const lines = linesOf(durations, columnOf, perColumn)
  return { calls: called.length, columns, rows, counts, edgesNs, perColumn, lines }
}

function columnAt(ns: number, { fromNs, toNs }: TimeRange, columns: number): number {
  if (toNs <= fromNs) return 0
  return Math.min(columns - 1, Math.floor(((ns - fromNs) / (toNs - fromNs)) * columns))
}

/** The whole octaves in which there are latencies. */
function reachOf(durations: Float64Array): LatencyRange {
  let least = Number.POSITIVE_INFINITY
  let most = 1
  for (const ns of durations) {
    least = Math.min(least, ns)
    most = Math.max(most, ns)
  }
  const low = 2 ** Math.floor(Math.log2(Math.max(1, Math.min(least, most))))
  return { fromNs: low, toNs: Math.max(2 * low, 2 ** Math.ceil(Math.log2(most + 1))) }
}

function edgesOf({ fromNs, toNs }: LatencyRange, rows: number): Float64Array {
  const low = Math.log2(Math.max(1, fromNs))
  const step = (Math.log2(Math.max(2, toNs)) - low) / rows
  return Float64Array.from({ length: rows + 1 }, (_, row) => 2 ** (low + row * step))
}

/** The row whose edges a latency lies between. */
function rowAt(ns: number, edgesNs: Float64Array): number {
  const rows = edgesNs.length - 1
  const share = Math.log2(Math.max(1, ns) / edgesNs[0]) / Math.log2(edgesNs[rows] / edgesNs[0])
  let row = Math.max(0, Math.min(rows - 1, Math.floor(share * rows)))
  // Logarithms round: the edges decide.
  while (row < rows - 1 && ns >= edgesNs[row + 1]) row++
  while (row > 0 && ns < edgesNs[row]) row--
  return row
}

/** Quantiles of each column. */
function linesOf(durations: Float64Array, columnOf: Uint32Array, perColumn: Uint32Array): readonly Float64Array[] {
  const lines = HEAT_QUANTILES.map(() => new Float64Array(perColumn.length).fill(Number.NaN))
  const ends = new Uint32Array(perColumn.length)
  let end = 0
  for (let column = 0; column < perColumn.length; column++) {
    ends[column] = end
    end += perColumn[column]
  }
  const byColumn = new Float64Array(durations.length)
  for (let i = 0; i < durations.length; i++) byColumn[ends[columnOf[i]]++] = durations[i]
  for (let column = 0; column < perColumn.length; column++) {
    const count = perColumn[column]
    const sorted = byColumn.subarray(ends[column] - count, ends[column]).sort()
    HEAT_QUANTILES.forEach((q, line) => {
      if (isKnown(count, q, BEYOND_MIN)) lines[line][column] = quantileOf(sorted, q)
    })
  }
  return lines
}
