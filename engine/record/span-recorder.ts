import { assert } from "../assert.ts"
import type { Plain } from "../kernel/plain.ts"
import { EVENT_BYTES, EventTable, type EventTableSnapshot } from "./event-table.ts"
import { type MissedRoot, NO_ROW, type Recorder, type Row, type SpanParts } from "./recorder.ts"
import { RootSample, type RootSampleSnapshot, type SampleCounts } from "./root-sample.ts"
import { CHUNK_ROWS, SPAN_BYTES } from "./span-chunk.ts"
import { SpanTable, type SpanTableSnapshot } from "./span-table.ts"

/** 512 MiB, or 18 million spans (chosen: half of what a large run may take). */
export const RECORD_BYTES_MAX = 536_870_912
/** Chosen: enough for a picture of each outcome. */
export const FAILURES_PER_OUTCOME_MAX = 1_000
/** Rows are int32. */
const ROWS_MAX = 2_147_483_648

export interface SpanRecorderOptions {
  /** "events" keeps spans too. */
  readonly level: "spans" | "events"
  /** Share of the root requests that are kept, each with everything below it, 0 to 1; all by default. */
  readonly sampleShare?: number
  /** Memory of the whole record, chunks handed over included; a chunk that would pass it ends the recording. */
  readonly bytesMax?: number
  /** How many failed roots of each outcome are kept without their tree when the share leaves them out. */
  readonly failuresPerOutcomeMax?: number
}

type Snapshot = {
  readonly spans: SpanTableSnapshot
  readonly events: EventTableSnapshot
  readonly sample: RootSampleSnapshot
  readonly fullAtNs: number | null
}

/** Keeps spans, and events if asked to, until its memory is used up. */
export class SpanRecorder implements Recorder {
  readonly keepsSpans = true
  readonly keepsEvents: boolean
  readonly spans = new SpanTable()
  readonly events = new EventTable()
  /**
   * When the memory was used up, null before: nothing that begins later is in the record, so what spans ending later
   * waited for is not known.
   */
  fullAtNs: number | null = null
  private full = false
  private readonly bytesMax: number
  private readonly everyRoot: boolean
  private readonly sample: RootSample

  constructor(options: SpanRecorderOptions) {
    const share = options.sampleShare ?? 1
    assert(share >= 0 && share <= 1, "the share of requests to record is not between 0 and 1")
    this.keepsEvents = options.level === "events"
    this.everyRoot = share === 1
    this.bytesMax = Math.min(options.bytesMax ?? RECORD_BYTES_MAX, ROWS_MAX * SPAN_BYTES)
    this.sample = new RootSample(share, options.failuresPerOutcomeMax ?? FAILURES_PER_OUTCOME_MAX)
  }

  /** Memory of the record so far, in bytes. */
  get bytes(): number {
    return this.spans.bytes + this.events.bytes
  }

  /** Failed roots that are kept without their tree, in the order of their end. */
  get missedRoots(): readonly Readonly<MissedRoot>[] {
    return this.sample.missed
  }

  /** How many roots ended in an outcome and how many of them can be shown. */
  sampleOf(outcome: number): SampleCounts {
    return this.sample.countsOf(outcome)
  }

  event(nowNs: number, actor: number, kind: number, argument: number): void {
    if (this.full || (this.events.room === 0 && !this.allows(CHUNK_ROWS * EVENT_BYTES, nowNs))) return
    this.events.append(nowNs, actor, kind, argument)
  }

  open(parent: Row, startNs: number, operation: number, root: number): Row {
    if (this.full) return NO_ROW
    // Below a root that was left out there are no rows either, and its number gives the same answer again.
    if (parent < 0 && !this.everyRoot && !this.sample.keeps(root)) return NO_ROW
    if (this.spans.room === 0 && !this.allows(CHUNK_ROWS * SPAN_BYTES, startNs)) return NO_ROW
    return this.spans.open(parent, startNs, operation)
  }

  place(row: Row, actor: number, attempt: number): void {
    this.spans.place(row, actor, attempt)
  }

  close(row: Row, endNs: number, outcome: number, parts: SpanParts): void {
    if (this.spans.close(row, endNs, outcome, parts)) this.sample.count(outcome)
  }

  missed(root: MissedRoot): void {
    this.sample.miss(root)
  }

  snapshot(): Plain {
    const saved: Snapshot = {
      spans: this.spans.snapshot(),
      events: this.events.snapshot(),
      sample: this.sample.snapshot(),
      fullAtNs: this.fullAtNs,
    }
    return saved
  }

  /** Takes what a recorder of the same options saved. The record begins with `spans.firstRow` and `events.firstRow`. */
  restore(saved: Plain): void {
    assert(typeof saved === "object" && saved !== null && "spans" in saved, "a snapshot holds no record to go on with")
    const { spans, events, sample, fullAtNs } = saved as Snapshot
    this.spans.restore(spans)
    this.events.restore(events)
    this.sample.restore(sample)
    this.fullAtNs = fullAtNs
    this.full = fullAtNs !== null
  }

  /** Whether a chunk of so many bytes may begin. */
  private allows(bytes: number, nowNs: number): boolean {
    if (this.bytes + bytes <= this.bytesMax) return true
    this.full = true
    this.fullAtNs = nowNs
    return false
  }
}
