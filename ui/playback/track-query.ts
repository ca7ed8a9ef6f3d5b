import { Bins } from "./bins.ts"
import { CELLS } from "./cells.ts"
import type { Deltas } from "./keyframes.ts"
import { Track } from "./track.ts"
import { levelsBefore, type Tracks } from "./tracks.ts"
import { writeCalls, writeSlots } from "./write-track.ts"

/** A window in which no more than this happened is drawn from that, to the nanosecond (as many as a chunk has rows). */
const DELTAS_MAX = 65_536

/** Part of a measure to draw, in columns of equal width. */
export interface Window {
  readonly fromNs: number
  readonly toNs: number
  readonly columns: number
}

/** A measure by column. Where nothing was noted, `least` is Infinity, `most` -Infinity and `mean` NaN. */
export interface TrackColumns {
  readonly least: Float32Array
  readonly most: Float32Array
  readonly mean: Float64Array
  /** Observations a second: calls that ended. 0 for a level. */
  readonly perSecond: Float64Array
  /** Bins and deltas read: at most 65,536 deltas and a bin a column, or the bins of a measure and one a column. */
  readonly work: number
}

/** A measure (a number of MEASURES) of one track (a component, or `tracks.requests`) in a window. */
export function queryTrack(tracks: Tracks, track: number, measure: number, window: Window): TrackColumns {
  const { fromNs, toNs, columns } = window
  const happened = count(tracks.source.calls, window) + count(tracks.source.slots, window)
  const isLevel = measure < CELLS
  if (happened > DELTAS_MAX) {
    const bins = tracks.tracks[track].bins[measure]
    return columnsOf({ bins, originNs: 0, widthNs: tracks.widthNs, untilNs: tracks.untilNs }, isLevel, window)
  }
  const widthNs = (toNs - fromNs) / columns
  const { bins } = replay(tracks, track, window, widthNs)
  const drawn = columnsOf({ bins: bins[measure], originNs: fromNs, widthNs, untilNs: toNs }, isLevel, window)
  return { ...drawn, work: drawn.work + happened }
}

/**
 * As `queryTrack`, for whoever reads many measures of one window: what happened in it is gone through once for all of
 * them.
 */
export function trackReader(tracks: Tracks, window: Window): (track: number, measure: number) => TrackColumns {
  const { fromNs, toNs, columns } = window
  const happened = count(tracks.source.calls, window) + count(tracks.source.slots, window)
  if (happened > DELTAS_MAX) return (track, measure) => queryTrack(tracks, track, measure, window)
  const widthNs = (toNs - fromNs) / columns
  const written = replayed(tracks, window, widthNs, () => true)
  return (track, measure) => {
    const bins = written[track]?.bins[measure]
    if (bins === undefined) throw new RangeError(`there is no measure ${measure} of track ${track}`)
    return columnsOf({ bins, originNs: fromNs, widthNs, untilNs: toNs }, measure < CELLS, window)
  }
}

function count(deltas: Deltas | null, { fromNs, toNs }: Window): number {
  return deltas === null ? 0 : deltas.countBy(toNs) - deltas.countBy(fromNs - 1)
}

/** Writes the track of the window alone. */
function replay(tracks: Tracks, number: number, window: Window, widthNs: number): Track {
  const track = replayed(tracks, window, widthNs, (each) => each === number)[number]
  if (track === undefined) throw new RangeError(`there is no track ${number}`)
  return track
}

/** Writes those tracks of the window that are wanted. */
function replayed(
  tracks: Tracks,
  window: Window,
  widthNs: number,
  isWanted: (track: number) => boolean,
): readonly (Track | undefined)[] {
  const { source } = tracks
  const levels = levelsBefore(source, window.fromNs)
  const written = tracks.tracks.map((_, number) => {
    if (!isWanted(number)) return undefined
    // One bin more, for what happens at the very end.
    const track = new Track(window.columns + 1, window.fromNs, widthNs)
    track.begin(window.fromNs, levels.subarray(number * CELLS, (number + 1) * CELLS))
    return track
  })
  writeCalls(source, window, written)
  writeSlots(source, window, written)
  for (const track of written) track?.finish(window.toNs)
  return written
}

interface BinSource {
  readonly bins: Bins
  readonly originNs: number
  readonly widthNs: number
  readonly untilNs: number
}

function columnsOf(source: BinSource, isLevel: boolean, window: Window): TrackColumns {
  const { columns } = window
  const merged = new Bins(columns)
  const coveredNs = new Float64Array(columns)
  let work = 0
  for (let column = 0; column < columns; column++) work += merge(source, window, column, { bins: merged, coveredNs })
  const mean = Float64Array.from(
    merged.sum,
    (sum, column) => sum / (isLevel ? coveredNs[column] : merged.count[column]),
  )
  const perSecond = Float64Array.from(merged.count, (count, column) =>
    count === 0 ? 0 : (count * 1e9) / coveredNs[column],
  )
  return { least: merged.least, most: merged.most, mean, perSecond, work }
}

/** Columns being put together. */
interface Merged {
  readonly bins: Bins
  /** Time that the bins of a column stand for. */
  readonly coveredNs: Float64Array
}

/** Merges the bins a column touches, whole. How many. */
function merge(source: BinSource, window: Window, column: number, into: Merged): number {
  const { bins, originNs, widthNs, untilNs } = source
  const merged = into.bins
  const columnNs = (window.toNs - window.fromNs) / window.columns
  const startNs = window.fromNs + column * columnNs - originNs
  const first = Math.max(0, Math.floor(startNs / widthNs + ROUNDING))
  const reached = Math.ceil((untilNs - originNs) / widthNs - ROUNDING)
  const last = Math.min(
    reached,
    bins.sum.length,
    Math.max(first + 1, Math.ceil((startNs + columnNs) / widthNs - ROUNDING)),
  )
  for (let bin = first; bin < last; bin++) {
    merged.least[column] = Math.min(merged.least[column], bins.least[bin])
    merged.most[column] = Math.max(merged.most[column], bins.most[bin])
    merged.sum[column] += bins.sum[bin]
    merged.count[column] += bins.count[bin]
    into.coveredNs[column] += Math.min(widthNs, untilNs - originNs - bin * widthNs)
  }
  return Math.max(0, last - first)
}

/** Of a bin: a column that ends where a bin ends does not touch the next. */
const ROUNDING = 1e-6
