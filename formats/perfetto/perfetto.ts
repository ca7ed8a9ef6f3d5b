import { NO_ROW, outcomeName, type Row } from "../../engine/index.ts"
import { CallNames } from "../trace/call-names.ts"
import { ChosenSpans } from "../trace/chosen-spans.ts"
import { chunksOf, listed } from "../trace/chunks.ts"
import type { Choice, RecordedRun } from "../trace/recorded-run.ts"
import { waitsOf } from "../trace/waits.ts"
import { levelEvents } from "./levels.ts"
import { microsText } from "./micros.ts"
import { type Track, Tracks } from "./tracks.ts"

/**
 * A recorded run as trace events in JSON, which Perfetto and Chrome open: chunks of text that make one file. A process for
 * each component; in it a thread for each replica, and more of them where several calls are under way to it; a slice for
 * each call as its caller saw it; an arrow from each call to those made for it; counters where levels were recorded, for
 * the time that the slices cover. Source: "Trace Event Format" (Chromium) and Perfetto's json_trace_tokenizer.cc and
 * json_trace_parser.cc. They may stand in any order.
 */
export function* perfettoTrace(run: RecordedRun, choice: Choice = {}): Generator<string> {
  const { scenario, seed } = run
  const about = JSON.stringify({ scenario: scenario.name, scenarioHash: scenario.hash, seed })
  yield* chunksOf(bracketed(`{"displayTimeUnit":"ns","otherData":${about},"traceEvents":[\n`, run, choice))
}

function* bracketed(head: string, run: RecordedRun, choice: Choice): Generator<string> {
  yield head
  yield* listed(eventsOf(run, new ChosenSpans(run, choice)))
  yield "\n]}\n"
}

function* eventsOf(run: RecordedRun, chosen: ChosenSpans): Generator<string> {
  const names = new CallNames(run)
  const tracks = new Tracks(run, names)
  const slices = new Slices(run, chosen, { names, tracks })
  let fromNs = Number.POSITIVE_INFINITY
  let toNs = 0
  for (const row of chosen.rows) {
    fromNs = Math.min(fromNs, run.spans.start(row))
    toNs = Math.max(toNs, chosen.endOf(row))
    yield* slices.events(row)
  }
  if (run.levels !== undefined && fromNs <= toNs) yield* levelEvents(run.levels, { tracks, names }, { fromNs, toNs })
}

/** The slices of spans and the arrows between them. */
class Slices {
  private readonly run: RecordedRun
  private readonly chosen: ChosenSpans
  private readonly names: CallNames
  private readonly tracks: Tracks
  /** Tracks of the spans, by row. */
  private readonly placed: Int32Array
  private readonly known: Track[] = [{ pid: 0, tid: 0 }]

  constructor(run: RecordedRun, chosen: ChosenSpans, { names, tracks }: { names: CallNames; tracks: Tracks }) {
    this.run = run
    this.chosen = chosen
    this.names = names
    this.tracks = tracks
    this.placed = new Int32Array(run.spans.count)
  }

  events(row: Row): readonly string[] {
    const { spans } = this.run
    const events: string[] = []
    const startNs = spans.start(row)
    const endNs = this.chosen.endOf(row)
    const track = this.tracks.place(spans.actor(row), startNs, endNs, events)
    this.known[track.tid] = track
    this.placed[row] = track.tid
    const outcome = outcomeName(spans.outcome(row))
    events.push(
      `{"ph":"X","name":${this.names.callText(row)},"cat":"${outcome}",${at(track, startNs)},` +
        `"dur":${microsText(endNs - startNs)},"args":{${this.args(row, outcome)}}}`,
    )
    if (spans.parent(row) !== NO_ROW) events.push(...this.arrow(row, track))
    return events
  }

  private args(row: Row, outcome: string): string {
    const { spans } = this.run
    const waits = waitsOf(spans, row).map(([name, ns]) => `,"${name}Ns":${ns}`)
    const parent = spans.parent(row)
    const made = parent === NO_ROW ? "" : `,"parent":${parent}`
    const attempt = `"attempt":${spans.attempt(row)}`
    return `"span":${row},"request":${this.chosen.rootOf(row)}${made},"outcome":"${outcome}",${attempt}${waits.join("")}`
  }

  /** Both ends are bound to the slice that is open on their thread at their time. */
  private arrow(row: Row, track: Track): readonly string[] {
    const { spans } = this.run
    const parent = spans.parent(row)
    const startNs = spans.start(row)
    const parentStartNs = spans.start(parent)
    // Work that its caller has given up goes on calling when the caller's slice is over.
    const fromNs = Math.max(parentStartNs, Math.min(startNs, this.chosen.endOf(parent) - 1))
    const from = this.known[this.placed[parent] ?? 0] ?? track
    const flow = `"name":"call","cat":"call","id":${row}`
    return [
      `{"ph":"s",${flow},${at(from, fromNs)}}`,
      // Without "bp" it would be bound to the next slice to begin.
      `{"ph":"f","bp":"e",${flow},${at(track, startNs)}}`,
    ]
  }
}

function at({ pid, tid }: Track, ns: number): string {
  return `"ts":${microsText(ns)},"pid":${pid},"tid":${tid}`
}
