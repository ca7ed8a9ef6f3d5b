import { expect, it } from "vitest"
import { CHUNK_ROWS, NO_ROW, OK, SpanTable } from "../../../engine/index.ts"
import { BranchRecord } from "../../../ui/engine-worker/branch-record.ts"
import type { FeedMore } from "../../../ui/protocol/feed.ts"
import { libraryPlan } from "../playback/support.ts"
import { spanRows, View } from "./support.ts"

/** Calls under way. */
const OPEN = 50

type Spans = Pick<SpanTable, "place" | "close"> & { open(parent: number, startNs: number): number }

/** Begins a call, every other one made for the one before, and ends the one that has been under way longest. */
function addSpan(spans: Spans, number: number): void {
  const row = spans.open(number % 2 === 0 ? NO_ROW : number - 1, number * 100)
  spans.place(row, number % 2, number % 3)
  if (row < OPEN) return
  const parts = { queueNs: (row * 37) % 3_000, networkNs: 0, backoffNs: row % 7 === 0 ? 10 : 0, poolNs: 0 }
  spans.close(row - OPEN, number * 100, OK, parts)
}

it("sends every span once as a whole, and what became of it later; and has all of them itself when it is asked", () => {
  const record = new BranchRecord({ plan: libraryPlan("mm1", 1) }, 1e9)
  const { recorder } = record
  const view = new View()
  const topology = { scenario: {}, nodes: [], edges: [], actors: [], operations: [], faultVerbs: [] }
  view.postMessage({ type: "begin", branch: 0, topology: topology as never, spansExpected: 1, shares: null })
  const plain = new SpanTable()
  const ours: Spans = {
    open: (parent, startNs) => recorder.open(parent, startNs, 0, 0),
    place: (...span) => recorder.place(...span),
    close: (row, endNs, outcome, parts) => {
      recorder.close(row, endNs, outcome, parts)
      return false
    },
  }
  const theirs: Spans = {
    open: (parent, startNs) => plain.open(parent, startNs, 0),
    place: (...span) => plain.place(...span),
    close: (...span) => plain.close(...span),
  }
  let late = 0
  const send = () => {
    const more: FeedMore = { type: "more", branch: 0, nowNs: 0, dispatched: 0, marks: [], ...record.take() }
    late += more.late.length
    view.postMessage(more)
  }
  for (let number = 0; number < CHUNK_ROWS + 2_000; number++) {
    addSpan(ours, number)
    addSpan(theirs, number)
    if (number % 20_000 !== 0 && number !== CHUNK_ROWS + 10) continue
    send()
    // In between somebody asks for a report.
    if (number > CHUNK_ROWS) expect(record.whole(() => recorder.spans.firstRow)).toBe(0)
  }
  send()
  expect(late).toBe(OPEN - 11)
  const same = (rows: readonly string[]) => expect(rows.join("\n") === spanRows(plain).join("\n")).toBe(true)
  same(spanRows(view.spansOf(0)))
  record.whole(() => same(spanRows(recorder.spans)))
  same(spanRows(view.spansOf(0)))
})
