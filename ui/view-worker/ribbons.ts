import type { Playback } from "../playback/playback.ts"
import { MEASURES } from "../playback/track.ts"
import { queryTrack, type TrackColumns, type Window } from "../playback/track-query.ts"
import type { QueueRibbon, Ribbons } from "../protocol/view-api.ts"

/** Nodes whose queues the timeline draws (chosen: more would take the picture's room). */
const QUEUES_MAX = 3

/** Requests' latency and failures, and the longest queues, by column of a window. */
export function ribbonsOf(playback: Playback, window: Window): Ribbons {
  const { tracks, components } = playback
  const latency = queryTrack(tracks, tracks.requests, MEASURES.latency, window)
  const failed = queryTrack(tracks, tracks.requests, MEASURES.failed, window)
  const queues = queueing(playback).map((component): QueueRibbon => {
    const columns = queryTrack(tracks, component, MEASURES.queued, window)
    return { node: components.names[component], mean: meanOf(columns), most: mostOf(columns) }
  })
  return { latencyMean: meanOf(latency), latencyMost: mostOf(latency), failed: meanOf(failed), queues }
}

/** Components by how much they queued over the whole run, so that zooming changes nothing about which are drawn. */
function queueing({ tracks, components }: Playback): readonly number[] {
  const totals = components.names.map((_, component) => {
    let total = 0
    for (const part of tracks.tracks[component].bins[MEASURES.queued].sum) total += part
    return total
  })
  return [...totals.keys()]
    .filter((component) => totals[component] > 0)
    .sort((a, b) => totals[b] - totals[a] || a - b)
    .slice(0, QUEUES_MAX)
}

function meanOf({ mean }: TrackColumns): Float32Array {
  return Float32Array.from(mean)
}

function mostOf({ most }: TrackColumns): Float32Array {
  return most.map((value) => (Number.isFinite(value) ? value : Number.NaN))
}
