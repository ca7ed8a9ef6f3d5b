import { HEAT_QUANTILES, latencyHeat } from "../../playback/questions/index.ts"
import { MEASURES } from "../../playback/track.ts"
import { type TrackColumns, trackReader } from "../../playback/track-query.ts"
import type { SubjectName } from "../../protocol/questions.ts"
import type { Difference, MeasureDifference, QuantileDifference, TimeWindow } from "../../protocol/view-api.ts"
import type { Branch } from "../store/branch.ts"
import { subjectOf } from "./subject.ts"

/** How the other branch differs from the first, by column of a window; quantiles of one subject. */
export function differenceOf(a: Branch, b: Branch, window: TimeWindow, subject: SubjectName): Difference {
  const [read, readOther] = [a, b].map(({ playback }) => trackReader(playback.tracks, window))
  const names = b.playback.components.names
  const components = a.playback.components.names.flatMap((name, track) => {
    const other = names.indexOf(name)
    if (other < 0) return []
    return [
      {
        name,
        ...measures(
          (measure) => read(track, measure),
          (measure) => readOther(other, measure),
          MEASURES.queued,
        ),
      },
    ]
  })
  const [requests, otherRequests] = [a, b].map(({ playback }) => playback.tracks.requests)
  return {
    requests: measures(
      (measure) => read(requests, measure),
      (measure) => readOther(otherRequests, measure),
      MEASURES.inFlight,
    ),
    components,
    quantiles: quantiles(a, b, window, subject),
  }
}

/** `level` is the measure of what waits. */
function measures(
  of: (measure: number) => TrackColumns,
  ofOther: (measure: number) => TrackColumns,
  level: number,
): MeasureDifference {
  const [latency, otherLatency] = [of(MEASURES.latency), ofOther(MEASURES.latency)]
  return {
    perSecond: minus(otherLatency.perSecond, latency.perSecond),
    latencyNs: minus(otherLatency.mean, latency.mean),
    failed: minus(ofOther(MEASURES.failed).mean, of(MEASURES.failed).mean),
    queued: minus(ofOther(level).mean, of(level).mean),
  }
}

function quantiles(a: Branch, b: Branch, window: TimeWindow, subject: SubjectName): readonly QuantileDifference[] {
  const grid = { columns: window.columns, rows: 1 }
  const [lines, otherLines] = [a, b].map(({ playback }) => {
    return latencyHeat(playback, subjectOf(playback, subject), window, grid).lines
  })
  return HEAT_QUANTILES.map((quantile, i) => ({ quantile, latencyNs: minus(otherLines[i], lines[i]) }))
}

function minus(from: Float64Array, what: Float64Array): Float32Array {
  return Float32Array.from(from, (value, i) => value - what[i])
}
