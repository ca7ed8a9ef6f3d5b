import { describe, expect, it } from "vitest"
import {
  CHUNK_ROWS,
  EventTable,
  IN_FLIGHT,
  NO_ROW,
  OK,
  SpanChunk,
  SpanRecorder,
  SpanTable,
} from "../../../engine/index.ts"
import { readRecord } from "../../../scenarios/record/read-record.ts"
import { writeRecord } from "../../../scenarios/record/write-record.ts"
import { Run } from "../../../scenarios/run/run.ts"
import { frameHash } from "../../../ui/playback/frame-hash.ts"
import { particlesOf } from "../../../ui/playback/particles.ts"
import { Playback } from "../../../ui/playback/playback.ts"
import { actorsOf, awkward, libraryPlan, numbers, recorded } from "./support.ts"

describe("a recording that grows", () => {
  it("comes to the same as a whole one", () => {
    const plan = libraryPlan("uneven-servers", 2)
    const recorder = new SpanRecorder({ level: "events" })
    const growing = new Run(plan, { recorder })
    const live = new Playback(
      { spans: recorder.spans, events: recorder.events, actors: actorsOf(growing) },
      { spansExpected: 1 },
    )
    for (let tNs = 0; tNs <= 2e9; tNs += 1e9 / 8) {
      const open = openRows(recorder)
      growing.advance(tNs)
      live.extend(open.filter((row) => recorder.spans.outcome(row) !== IN_FLIGHT))
    }
    const whole = new Playback(
      { spans: recorder.spans, events: recorder.events, actors: actorsOf(growing) },
      { spansExpected: 1 },
    )
    for (const tNs of numbers(11, 40, 2e9)) {
      live.seek(tNs)
      whole.seek(tNs)
      expect(live.cursor.state).toEqual(whole.cursor.state)
      expect([...live.inFlight.at(tNs)]).toEqual([...whole.inFlight.at(tNs)])
    }
    expect(live.tracks.widthNs).toBe(whole.tracks.widthNs)
    live.tracks.tracks.forEach((track, number) => {
      track.bins.forEach((bins, measure) => {
        const other = whole.tracks.tracks[number]?.bins[measure]
        expect(bins.most.every((most, bin) => most === other?.most[bin])).toBe(true)
        expect(bins.count.every((count, bin) => count === other?.count[bin])).toBe(true)
        for (let bin = 0; bin < bins.sum.length; bin += 37) expect(bins.sum[bin]).toBeCloseTo(other?.sum[bin] ?? 0, 0)
      })
    })
  })

  it("comes to the same by chunks that are handed over, and what became of spans since", () => {
    const engine = new SpanTable()
    const actors = ["front", "back"]
    const spans = new SpanTable()
    const live = new Playback({ spans, events: new EventTable(), actors }, { spansExpected: 1 })
    for (let row = 0; row < 66_000; row++) {
      addSpan(engine, row)
      const chunk = engine.detach()
      if (chunk !== null) spans.adopt(received(chunk))
      if (chunk === null && row % 200 !== 0) continue
      const late = engine.takeLate()
      for (const one of late) spans.complete(one)
      if (chunk !== null || late.length > 0) live.extend(late.map((one) => one.row))
    }
    expect(spans.count).toBe(CHUNK_ROWS)
    for (const chunk of engine.chunks) spans.adopt(received(chunk))
    live.extend()
    expect(live.moments.length).toBeGreaterThan(2 * 65_900)
    const whole = new Playback({ spans, events: new EventTable(), actors })
    expect(compared(live, whole, 66_000 * GAP_NS)).toBe(true)
  })
})

/** Between two calls. */
const GAP_NS = 100
/** Calls under way. */
const OPEN = 50

/** Begins a call, every other one made for the one before, and ends the one that has been under way longest. */
function addSpan(table: SpanTable, number: number): void {
  const row = table.open(number % 2 === 0 ? NO_ROW : number - 1, number * GAP_NS, 0)
  table.place(row, number % 2, 0)
  if (row < OPEN) return
  const parts = { queueNs: (row * 37) % 3_000, networkNs: 0, backoffNs: 0, poolNs: 0 }
  table.close(row - OPEN, number * GAP_NS, OK, parts)
}

describe("a record read from a file", () => {
  it("plays as the run it was written from", () => {
    const { run, recorder, playback } = recorded(awkward, "events")
    const { head, spans, events } = readRecord(writeRecord(run, recorder))
    expect(compared(new Playback({ spans, events, actors: head.actors }), playback, run.nowNs)).toBe(true)
  })
})

/** The chunk as another thread has it. */
function received(chunk: SpanChunk): SpanChunk {
  const { firstRow, capacity, count, closed, sparse, buffer } = structuredClone({ ...chunk })
  const copy = new SpanChunk(firstRow, capacity, buffer)
  copy.count = count
  copy.closed = closed
  for (const [key, value] of sparse) copy.sparse.set(key, value)
  return copy
}

/** Whether two show the same at some instants. */
function compared(one: Playback, other: Playback, endNs: number): boolean {
  const frameOf = (playback: Playback, tNs: number) => {
    const out = particlesOf(1_000)
    playback.seek(tNs)
    playback.particles.draw(tNs, out)
    return frameHash(out, playback.cursor.state)
  }
  return numbers(13, 40, endNs).every((tNs) => frameOf(one, tNs) === frameOf(other, tNs))
}

function openRows({ spans: table }: SpanRecorder): readonly number[] {
  return [...Array(table.count).keys()].filter((row) => table.outcome(row) === IN_FLIGHT)
}
