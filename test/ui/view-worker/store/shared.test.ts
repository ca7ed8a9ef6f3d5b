import { describe, expect, it } from "vitest"
import {
  CHUNK_ROWS,
  IN_FLIGHT,
  type LateSpan,
  NO_ROW,
  OK,
  type SpanChunk,
  SpanTable,
  TIMEOUT,
} from "../../../../engine/index.ts"
import type { FeedBegin, FeedMore } from "../../../../ui/protocol/feed.ts"
import type { Branch } from "../../../../ui/view-worker/store/branch.ts"
import { Store } from "../../../../ui/view-worker/store/store.ts"
import { plainTopology } from "../support.ts"

const GAP_NS = 100
const CALL_NS = 250
/** The last call of the first chunk takes so long, so that it is open when the chunk is handed over. */
const LONG_NS = 50_000
const NONE = { queueNs: 0, networkNs: 20, backoffNs: 0, poolNs: 0 }
const actors = ["front", "back"]

const topology = plainTopology(actors)

function begin(branch: number, shares: FeedBegin["shares"] = null): FeedBegin {
  return { type: "begin", branch, topology, spansExpected: 1, shares }
}

function more(branch: number, nowNs: number, part: Partial<FeedMore>): FeedMore {
  return { type: "more", branch, nowNs, dispatched: 0, spans: [], events: [], slots: [], late: [], marks: [], ...part }
}

function workAll(store: Store): void {
  while (store.work());
}

function branchOf(store: Store, number: number): Branch {
  const branch = store.get(number)
  if (branch === undefined) throw new Error("there is no such branch")
  return branch
}

/** A row of calls to `back`; those in progress at `untilNs` stay open. */
function tableOf(rows: number, untilNs: number): SpanTable {
  const table = new SpanTable()
  for (let row = 0; row < rows; row++) {
    const startNs = row * GAP_NS
    table.open(NO_ROW, startNs, 0)
    table.place(row, 1, 0)
    const endNs = startNs + durationOf(row)
    if (endNs <= untilNs) table.close(row, endNs, OK, NONE)
  }
  return table
}

function durationOf(row: number): number {
  return row === CHUNK_ROWS - 1 ? LONG_NS : CALL_NS
}

/** As if it had been sent. */
function sent(chunk: SpanChunk): SpanChunk {
  return chunk.resized(chunk.count)
}

function late(row: number, durationNs: number, outcome = OK): LateSpan {
  return { row, actor: 1, attempt: 0, outcome, durationNs, ...NONE }
}

describe("a store", () => {
  const rows = CHUNK_ROWS + 2_000
  const nowNs = rows * GAP_NS
  const chunks = tableOf(rows, nowNs).chunks

  it("completes calls of whole chunks and shows the last chunk as far as it was sent", () => {
    const store = new Store()
    store.receive(begin(0))
    const half = tableOf(CHUNK_ROWS + 300, (CHUNK_ROWS + 300) * GAP_NS).chunks
    store.receive(more(0, (CHUNK_ROWS + 300) * GAP_NS, { spans: half.map(sent) }))
    workAll(store)
    const branch = branchOf(store, 0)
    const { spans } = branch.playback.recording
    expect(spans.outcome(CHUNK_ROWS - 1)).toBe(IN_FLIGHT)
    const [, last] = chunks
    const ended = [late(CHUNK_ROWS - 1, LONG_NS)]
    store.receive(more(0, nowNs, { spans: last === undefined ? [] : [sent(last)], late: ended }))
    workAll(store)
    expect([spans.count, spans.outcome(CHUNK_ROWS - 1)]).toEqual([rows, OK])

    const whole = new Store()
    whole.receive(begin(0))
    whole.receive(more(0, nowNs, { spans: tableOf(rows, nowNs).chunks.map(sent) }))
    workAll(whole)
    const other = branchOf(whole, 0)
    for (let tNs = 0; tNs <= nowNs; tNs += 99_991) {
      branch.playback.seek(tNs)
      other.playback.seek(tNs)
      expect(branch.playback.cursor.state).toEqual(other.playback.cursor.state)
      expect(branch.playback.inFlight.at(tNs)).toEqual(other.playback.inFlight.at(tNs))
    }
    const window = { fromNs: 0, toNs: nowNs }
    expect(branch.rates.rate(0xffff, 0, window)).toEqual(other.rates.rate(0xffff, 0, window))
  })

  it("takes in no more at a time than a frame can wait for", () => {
    const store = new Store()
    store.receive(begin(0))
    store.receive(more(0, nowNs, { spans: tableOf(rows, nowNs).chunks.map(sent) }))
    const { spans } = branchOf(store, 0).playback.recording
    const gained: number[] = []
    for (let before = 0; store.work(); before = spans.count) gained.push(spans.count - before)
    expect(Math.max(...gained)).toBe(8_192)
    expect(branchOf(store, 0).extent).toMatchObject({ spans: rows, toNs: nowNs, isOver: false })
  })

  it("forgets all when a first run begins, and what forgotten runs send", () => {
    const store = new Store()
    store.receive(begin(0))
    store.receive(begin(1))
    store.receive(begin(0))
    expect(store.get(1)).toBeUndefined()
    store.receive(more(1, 5, {}))
    store.receive({ type: "end", branch: 0, nowNs: 7 })
    expect(branchOf(store, 0).extent.isOver).toBe(false)
    workAll(store)
    expect(branchOf(store, 0).extent).toMatchObject({ isOver: true, toNs: 7 })
  })

  it("shows the latest of each mark, in the order of their beginning", () => {
    const store = new Store()
    const mark = (id: string, fromNs: number, toNs: number) => ({
      id,
      kind: "fault" as const,
      label: id,
      targets: [],
      fromNs,
      toNs,
    })
    store.receive(begin(0))
    store.receive(more(0, 1, { marks: [mark("b", 5, Number.POSITIVE_INFINITY), mark("a", 1, 2)] }))
    store.receive(more(0, 9, { marks: [mark("b", 5, 8)] }))
    workAll(store)
    expect(branchOf(store, 0).extent.marks).toEqual([mark("a", 1, 2), mark("b", 5, 8)])
  })
})

describe("a branch that left another", () => {
  const rows = CHUNK_ROWS + 2_000
  const nowNs = rows * GAP_NS
  // The long call at the end of the first chunk is open.
  const atNs = (CHUNK_ROWS + 50) * GAP_NS
  const store = new Store()
  store.receive(begin(0))
  const parentChunks = tableOf(rows, nowNs).chunks.map(sent)
  store.receive(more(0, nowNs, { spans: parentChunks, late: [] }))
  workAll(store)
  const parent = branchOf(store, 0)
  store.receive(begin(1, { branch: 0, spans: CHUNK_ROWS, events: 0, slots: 0, atNs }))
  workAll(store)
  const child = branchOf(store, 1)

  it("has the other's calls up to there, those in progress open again", () => {
    expect(child.extent).toMatchObject({ spans: CHUNK_ROWS, toNs: atNs })
    expect(child.playback.recording.spans.outcome(CHUNK_ROWS - 1)).toBe(IN_FLIGHT)
    expect(parent.playback.recording.spans.outcome(CHUNK_ROWS - 1)).toBe(OK)
    for (const tNs of [0, 777_777, 3_000_000, (CHUNK_ROWS - 2) * GAP_NS]) {
      for (const { playback } of [parent, child]) playback.seek(tNs)
      expect(child.playback.cursor.state).toEqual(parent.playback.cursor.state)
    }
  })

  it("goes on in its own way, and the other does not change", () => {
    const last = new SpanTable()
    const table = tableOf(CHUNK_ROWS + 1, (CHUNK_ROWS + 1) * GAP_NS)
    const [, second] = table.chunks
    if (second !== undefined) last.adopt(second)
    const ending = late(CHUNK_ROWS - 1, 70_000, TIMEOUT)
    store.receive(more(1, nowNs, { spans: last.chunks.map(sent), late: [ending] }))
    workAll(store)
    expect(child.playback.recording.spans.outcome(CHUNK_ROWS - 1)).toBe(TIMEOUT)
    expect(child.playback.recording.spans.duration(CHUNK_ROWS - 1)).toBe(70_000)
    expect(parent.playback.recording.spans.duration(CHUNK_ROWS - 1)).toBe(LONG_NS)
  })

  it("shares the memory of chunks in which nothing was open", () => {
    const other = new Store()
    other.receive(begin(0))
    other.receive(more(0, nowNs, { spans: tableOf(rows, nowNs).chunks.map(sent) }))
    workAll(other)
    const later = nowNs - 10 * GAP_NS
    other.receive(begin(1, { branch: 0, spans: CHUNK_ROWS, events: 0, slots: 0, atNs: later }))
    workAll(other)
    const [a, b] = [0, 1].map((number) => branchOf(other, number).playback.recording.spans.chunks[0]?.buffer)
    expect(a).toBe(b)
  })
})
