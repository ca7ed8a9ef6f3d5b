import type { Playback } from "../playback.ts"
import { CriticalWalk } from "./critical-walk.ts"
import { quantileOf } from "./latencies.ts"
import { PathSums } from "./path-sums.ts"

/** At most `limit` of the rows, evenly chosen. */
export function evenly(rows: Int32Array, limit: number): Int32Array {
  if (rows.length <= limit) return rows
  return Int32Array.from({ length: limit }, (_, i) => rows[Math.floor((i * rows.length) / limit)])
}

/** By cell: the median of what these calls spent in it, 0 for those that spent none. */
export function mediansOf(playback: Playback, rows: Int32Array, cells: readonly number[]): Float64Array {
  const { spans: table } = playback.recording
  const walk = new CriticalWalk(table, playback.requests)
  const sums = new PathSums(playback.components)
  const spent = cells.map(() => new Float64Array(rows.length))
  rows.forEach((row, i) => {
    sums.clear()
    walk.walk(row)
    sums.add(walk)
    for (let at = 0; at < cells.length; at++) spent[at][i] = sums.ns[cells[at]]
  })
  return Float64Array.from(spent, (values) => (rows.length === 0 ? 0 : quantileOf(values.sort(), 0.5)))
}
