import { EVENT_BYTES, SPAN_BYTES } from "../../engine/index.ts"
import { particlesOf } from "../../ui/playback/particles.ts"
import type { Playback } from "../../ui/playback/playback.ts"
import { MEASURES } from "../../ui/playback/track.ts"
import { queryTrack } from "../../ui/playback/track-query.ts"
import type { Branch } from "../../ui/view-worker/store/branch.ts"
import { Surface } from "../../ui/view-worker/surface.ts"
import { askChild } from "../kit/child.ts"
import { branchOf, record, SCENARIOS, type ScenarioName } from "./recorded.ts"
import { sceneOf } from "./scene.ts"
import { quantiles, type Timed, timed } from "./timed.ts"

/** Of each operation. */
const ROUNDS = 400
/** Calls drawn at most (UI targets: ten thousand). */
const PARTICLES_MAX = 10_000
const COLUMNS = 1_920
const TRANSFORM = { scale: 1, dx: 0, dy: 0, width: 1_280, height: 720 }
/** Of sixty a second. */
const FRAME_NS = 16_666_667

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
  /** Taking in all of the record, and the longest that a person who asks something waited meanwhile. */
  readonly buildMs: number
  readonly bitMsMost: number
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
  const recorded = record(scenario, spans)
  const { run, recording } = recorded
  const bitsMs: number[] = []
  const branch = branchOf(recorded, (ms) => bitsMs.push(ms))
  const { playback } = branch
  const { count } = recording.spans
  const indexBytesPerSpan = (playback.bytes + branch.rates.bytes) / count
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
    buildMs: bitsMs.reduce((sum, ms) => sum + ms, 0),
    bitMsMost: Math.max(...bitsMs),
    ...measure(playback, run.nowNs),
    ...measureFrames(branch, run.nowNs),
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

/** Frames as the view's worker makes them: anywhere, and one after another at the speed of time. */
function measureFrames(branch: Branch, endNs: number): Timed {
  const surface = new Surface()
  surface.setScene(sceneOf(branch.topology, "node", PARTICLES_MAX))
  const frame = (tNs: number) => {
    const drawn = surface.draw(branch, { tNs, highlight: null }, TRANSFORM)
    return drawn === null ? 0 : drawn.touched + drawn.marks
  }
  let tNs = Math.floor(endNs / 2)
  const before = process.cpuUsage()
  const anywhere = timed(ROUNDS, () => frame(Math.floor(endNs * Math.random())))
  const { user, system } = process.cpuUsage(before)
  const playing = timed(ROUNDS, () => {
    tNs += FRAME_NS
    return frame(tNs)
  })
  return {
    ...quantiles("painted", anywhere),
    // With what collects garbage: of use where the machine does other things too.
    paintedCpuMs: (user + system) / 1_000 / (ROUNDS * 1.1),
    ...quantiles("playing", playing),
  }
}

function isScenario(name: string): name is ScenarioName {
  return Object.hasOwn(SCENARIOS, name)
}
