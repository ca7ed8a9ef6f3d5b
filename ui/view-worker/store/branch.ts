import { EventTable, IN_FLIGHT, type Row, type SpanChunk, SpanTable } from "../../../engine/index.ts"
import { Playback, type Recording } from "../../playback/playback.ts"
import { chunkOf, slotOf } from "../../playback/spans.ts"
import type { FeedBegin, FeedMore, Mark, SentSpans } from "../../protocol/feed.ts"
import type { Topology } from "../../protocol/topology.ts"
import type { Extent } from "../../protocol/view-api.ts"
import { EdgeRates } from "./edge-rates.ts"
import { putSpans, receivedSpans, takeEvents } from "./received.ts"
import { sharedBehind } from "./shared.ts"

/** Rows taken in at a time (chosen: a person who asks meanwhile waits for no longer than a frame). */
const ROWS_AT_ONCE = 8_192

/** What a branch takes in: a message, or what it shares with the branch it left. */
type News = Pick<FeedMore, "spans" | "events" | "slots" | "late" | "marks" | "nowNs">

/** A run as far as it has been sent, ready to be played. What was sent is taken in bit by bit: see `work`. */
export class Branch {
  readonly topology: Topology
  readonly playback: Playback
  readonly rates: EdgeRates
  nowNs = 0
  isOver = false
  private readonly recording: Required<Recording>
  private readonly marks = new Map<string, Mark>()
  private readonly news: News[] = []
  /** Chunks of the first of `news` that have been taken in. */
  private taken = { spans: 0, events: 0, slots: 0 }
  private growing: SentSpans | null = null

  /** `parent` is the branch whose record it shares. */
  constructor(begin: FeedBegin, parent: Branch | undefined) {
    this.topology = begin.topology
    const actors = begin.topology.actors
    this.recording = { spans: new SpanTable(), events: new EventTable(), slots: new EventTable(), actors }
    this.playback = new Playback(this.recording, { spansExpected: begin.spansExpected })
    this.rates = new EdgeRates(this.playback)
    if (begin.shares === null || parent === undefined) return
    while (parent.work());
    const { atNs } = begin.shares
    const { spans, events, slots } = sharedBehind(parent.recording, parent.playback.tree, begin.shares)
    const marks = parent.marksBefore(atNs)
    this.take({ nowNs: atNs, spans, events, slots, late: [], marks })
  }

  get extent(): Extent {
    const { recording, playback, nowNs, isOver } = this
    return {
      toNs: nowNs,
      spans: recording.spans.count,
      events: recording.events.count,
      isOver: isOver && this.news.length === 0,
      marks: this.sortedMarks(),
      bytes: bytesOf(recording) + playback.bytes + this.rates.bytes,
    }
  }

  /** Keeps a message until there is time for it. */
  take(message: News): void {
    this.news.push(message)
  }

  /** Takes in some rows of what was sent; false if there is nothing left. */
  work(): boolean {
    const [news] = this.news
    if (news === undefined) return false
    const sent = news.spans[this.taken.spans]
    if (sent === undefined) this.finish(news)
    else this.grow(sent, news)
    return true
  }

  /** In the order of their beginning. */
  sortedMarks(): readonly Mark[] {
    return [...this.marks.values()].sort((a, b) => a.fromNs - b.fromNs || (a.id < b.id ? -1 : 1))
  }

  private marksBefore(atNs: number): readonly Mark[] {
    return this.sortedMarks()
      .filter(({ fromNs }) => fromNs < atNs)
      .map((mark) => (mark.toNs > atNs ? { ...mark, toNs: Number.POSITIVE_INFINITY } : mark))
  }

  private grow(sent: SentSpans, news: News): void {
    const { spans } = this.recording
    let ended: readonly Row[] = []
    if (this.growing !== sent) {
      this.growing = sent
      const known = Math.max(0, spans.count - sent.firstRow)
      const chunk = receivedSpans(sent, known)
      if (known > 0) ended = endedIn(spans.current, chunk)
      putSpans(spans, chunk)
    }
    const { current } = spans
    current.count = Math.min(sent.count, current.count + ROWS_AT_ONCE)
    // Queues and slots no further than the calls: measures are written anew from where there is news on.
    const knownNs = spans.start(spans.count - 1) - 1
    this.takeEvents(news, knownNs)
    this.extend(ended, knownNs)
    if (current.count < sent.count) return
    this.growing = null
    this.taken.spans++
  }

  private finish(news: News): void {
    const { spans } = this.recording
    for (const late of news.late) {
      chunkOf(spans, late.row).reopen(slotOf(late.row))
      spans.complete(late)
    }
    this.nowNs = Math.max(this.nowNs, news.nowNs)
    this.takeEvents(news, Number.POSITIVE_INFINITY)
    const ended = news.late.filter(({ outcome }) => outcome !== IN_FLIGHT).map(({ row }) => row)
    this.extend(ended, this.nowNs)
    for (const mark of news.marks) {
      if (mark.kind === "breach" && mark.toNs === mark.fromNs) this.marks.delete(mark.id)
      else this.marks.set(mark.id, mark)
    }
    this.news.shift()
    this.taken = { spans: 0, events: 0, slots: 0 }
  }

  private takeEvents(news: News, untilNs: number): void {
    for (const column of ["events", "slots"] as const) {
      for (let sent = news[column][this.taken[column]]; sent !== undefined; sent = news[column][this.taken[column]]) {
        if (!takeEvents(this.recording[column], sent, untilNs)) break
        this.taken[column]++
      }
    }
  }

  /** Every call that began up to `knownNs` is in the recording. */
  private extend(ended: readonly Row[], knownNs: number): void {
    this.playback.extend(ended)
    this.rates.extend(ended, knownNs)
  }
}

/** Rows that were open in a chunk and are not in its longer version. */
function endedIn(before: SpanChunk, after: SpanChunk): readonly Row[] {
  const rows: Row[] = []
  for (let slot = 0; slot < before.count; slot++) {
    if (before.outcomeAt(slot) === IN_FLIGHT && after.outcomeAt(slot) !== IN_FLIGHT) rows.push(before.firstRow + slot)
  }
  return rows
}

/** In memory, of a value kept beside the columns, as the engine counts it. */
const SPARSE_BYTES = 40

/** Of the columns, in bytes. */
function bytesOf({ spans, events, slots }: Required<Recording>): number {
  const chunks = [...spans.chunks, ...events.chunks, ...slots.chunks]
  const columns = chunks.reduce((sum, { buffer }) => sum + buffer.byteLength, 0)
  return spans.chunks.reduce((sum, { sparse }) => sum + sparse.size * SPARSE_BYTES, columns)
}
