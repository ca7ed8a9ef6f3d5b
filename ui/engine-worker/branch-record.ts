import { type OpenRow, type Row, type SpanChunk, SpanRecorder, SpanTable } from "../../engine/index.ts"
import { requestsExpected } from "../../scenarios/report/recorder.ts"
import type { Run } from "../../scenarios/run/run.ts"
import type { FeedMore, SentSpans } from "../protocol/feed.ts"
import type { BranchSource } from "./branch.ts"
import { sentSpans, takeEvents } from "./sent.ts"
import { SlotJournal } from "./slot-journal.ts"

/**
 * Requests recorded of a run: ten times as many as the command keeps for its report, since here each is to be seen (chosen:
 * of the flagship all; two million spans are 64 MB here and 92 MB with their indexes in the view's worker).
 */
const REQUESTS_RECORDED = 500_000

/**
 * What is recorded of one run: its spans stay here too, for reports, and go out as copies; its events and slot changes
 * go out for good.
 */
export class BranchRecord {
  readonly recorder: SpanRecorder
  readonly journal = new SlotJournal()
  readonly sampleShare: number
  /** Spans in chunks that are whole and out. */
  private archive = new SpanTable()
  /** The first row that is not out in a whole chunk. */
  private nextRow = 0

  /** `bytesMax`: memory of the spans and events together. */
  constructor({ plan, samplesOf }: Pick<BranchSource, "plan"> & Partial<BranchSource>, bytesMax: number) {
    this.sampleShare = Math.min(1, REQUESTS_RECORDED / Math.max(1, requestsExpected(plan, samplesOf)))
    this.recorder = new SpanRecorder({
      level: "events",
      sampleShare: this.sampleShare,
      bytesMax,
      watch: this.journal,
    })
  }

  get bytes(): number {
    return this.recorder.bytes + this.journal.table.bytes
  }

  /** The run that is recorded. Once, before its first event. */
  attach(run: Run): void {
    this.journal.attach(run)
  }

  /**
   * The recorder was restored from a snapshot of another branch's, whose finished chunks are the same up to there, but for
   * spans that were open then. All that the other has recorded is out.
   */
  inherit(from: BranchRecord): void {
    const { spans } = this.recorder
    const { openRows } = spans.snapshot()
    for (const chunk of from.archive.chunks)
      if (chunk.firstRow < spans.firstRow) this.archive.adopt(asThen(chunk, openRows))
    this.nextRow = spans.firstRow
  }

  /** What has not gone out yet, and again what was not whole. */
  take(): Pick<FeedMore, "spans" | "events" | "slots" | "late"> {
    this.journal.settle()
    const spans = this.takeWhole()
    const last = this.recorder.spans.chunks[0]
    if (last !== undefined) spans.push(sentSpans(last))
    const late = this.recorder.spans.takeLate()
    for (const one of late) this.archive.complete(one)
    return { spans, late, events: takeEvents(this.recorder.events), slots: takeEvents(this.journal.table) }
  }

  /** Calls `read` while the recorder holds all spans there are. Only after `take`, with no event in between. */
  whole<T>(read: () => T): T {
    this.recorder.spans.precede(this.archive.chunks)
    this.archive = new SpanTable()
    const result = read()
    this.takeWhole()
    return result
  }

  /** The chunks that are whole into the archive, and copies of those that have not been sent. */
  private takeWhole(): SentSpans[] {
    const sent: SentSpans[] = []
    const { spans } = this.recorder
    for (let chunk = spans.detach(); chunk !== null; chunk = spans.detach()) {
      this.archive.adopt(chunk)
      if (chunk.firstRow < this.nextRow) continue
      sent.push(sentSpans(chunk))
      this.nextRow = chunk.firstRow + chunk.count
    }
    return sent
  }
}

/** A finished chunk as it was when these rows were open. */
function asThen(chunk: SpanChunk, openRows: ReadonlyMap<Row, OpenRow>): SpanChunk {
  let then = chunk
  for (const [row, { actor, attempt }] of openRows) {
    const slot = row - chunk.firstRow
    if (slot < 0 || slot >= chunk.count) continue
    if (then === chunk) then = chunk.resized(chunk.count)
    then.reopen(slot)
    then.place(slot, actor, attempt)
  }
  return then
}
