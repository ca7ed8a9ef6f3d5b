import { EVENT_BYTES, SPAN_BYTES } from "../../engine/index.ts"
import { particlesOf } from "../../ui/playback/particles.ts"
import { Playback } from "../../ui/playback/playback.ts"
import { MEASURES } from "../../ui/playback/track.ts"
import { queryTrack } from "../../ui/playback/track-query.ts"
import { askChild } from "../kit/child.ts"
import { record, SCENARIOS, type ScenarioName } from "./recorded.ts"
import { quantiles, type Timed, timed } from "./timed.ts"

/** Of each operation. */
const ROUNDS = 400
/** Calls drawn at most (UI targets: ten thousand). */
const PARTICLES_MAX = 10_000
const COLUMNS = 1_920

export interface PlaybackResult extends Timed {
  readonly scenario: string
  readonly replicas: number
  readonly spans: number
  readonly events: number
  readonly slotChanges: number
  readonly moments: number
  /** Beside the columns of the record. */
  readonly indexBytesPerSpan: number
  readonly bytesPerSpan: number
  readonly bytesPerEvent: number
  readonly buildMs: number
}

/** Each scenario in a fresh process. */
export function runPlayback(spans: number): (PlaybackResult & { readonly bench: "playback" })[] {
  return Object.keys(SCENARIOS).map((scenario) => ({
    bench: "playback",
    ...askChild<PlaybackResult>(["playback", scenario, String(spans)], []),
  }))
}

/** The child's side. */
export function playBack(scenario: string, spans: number): PlaybackResult {
  if (!isScenario(scenario)) throw new Error(`there is no recorded scenario "${scenario}"`)
  const { run, recording } = record(scenario, spans)
  const startMs = performance.now()
  const playback = new Playback(recording)
  const buildMs = performance.now() - startMs
  const { count } = recording.spans
  const indexBytesPerSpan = playback.bytes / count
  return {
    scenario,
    replicas: recording.actors.length,
    spans: count,
    events: recording.events.count,
    slotChanges: recording.slots?.count ?? 0,
    moments: playback.moments.length,
    indexBytesPerSpan,
    bytesPerSpan: SPAN_BYTES + indexBytesPerSpan,
    bytesPerEvent: EVENT_BYTES + playback.events.bytes / recording.events.count,
    buildMs,
    ...measure(playback, run.nowNs),
  }
}

function measure(playback: Playback, endNs: number): Timed {
  const out = particlesOf(PARTICLES_MAX)
  const anywhere = () => Math.floor(endNs * Math.random())
  const { tracks, inFlight } = playback
  const window = () => {
    const fromNs = Math.floor(anywhere() / 2)
    return { fromNs, toNs: fromNs + Math.max(1_000, Math.floor((endNs - fromNs) * Math.random())), columns: COLUMNS }
  }
  const busiest = tracks.tracks.length - 2
  return {
    ...quantiles(
      "seek",
      timed(ROUNDS, () => playback.seek(anywhere())),
    ),
    ...quantiles(
      "underWay",
      timed(ROUNDS, () => inFlight.at(anywhere()).length && inFlight.work.nodes + inFlight.work.rows),
    ),
    ...quantiles(
      "track",
      timed(ROUNDS, () => queryTrack(tracks, busiest, MEASURES.queued, window()).work),
    ),
    ...quantiles(
      "frame",
      timed(ROUNDS, () => {
        playback.particles.draw(anywhere(), out)
        return out.count
      }),
    ),
    ...quantiles(
      "back",
      timed(ROUNDS / 10, () => {
        playback.seek(anywhere())
        for (let i = 0; i < 5_000; i++) playback.previous()
        return 5_000
      }),
    ),
  }
}

function isScenario(name: string): name is ScenarioName {
  return Object.hasOwn(SCENARIOS, name)
}
