import { assert } from "../assert.ts"
import {
  ATTEMPT,
  BACKOFF,
  CALLEE,
  CALLER,
  DETACHED,
  DOUBLE_SHIFT,
  FLAGS,
  IN_LINE,
  IN_TRANSIT,
  INT_SHIFT,
  NETWORK,
  OPERATION,
  PARENT,
  POOLED,
  QUEUED,
  ROOT,
  SPAN,
  STARTED,
} from "../frames/columns.ts"
import type { Frame, Frames } from "../frames/frames.ts"
import { IN_FLIGHT, OK } from "../frames/outcome.ts"
import type { Plain } from "../kernel/plain.ts"
import { EVENT_BYTES, EventTable, type EventTableSnapshot } from "./event-table.ts"
import { waitsOf } from "./frame-waits.ts"
import {
  type EventWatch,
  type MissedRoot,
  NO_ACTOR,
  NO_ROW,
  type Recorder,
  type Row,
  type SpanParts,
} from "./recorder.ts"
import { RootSample, type RootSampleSnapshot, type SampleCounts } from "./root-sample.ts"
import {
  ATTEMPT_MAX,
  CALLER_SHIFT,
  CHUNK_BITS,
  CHUNK_ROWS,
  DURATION_WORD,
  ENDING_WORD,
  OVERFLOW,
  PARENT_WORD,
  PLACE_WORD,
  packedAttempt,
  QUEUE_WORD,
  ROW_SHIFT,
  SPAN_BYTES,
  type SpanChunk,
  START_SHIFT,
} from "./span-chunk.ts"
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
  /** Told of every event, where the level is "events". */
  readonly watch?: EventWatch
}

type Snapshot = {
  readonly spans: SpanTableSnapshot
  readonly events: EventTableSnapshot
  readonly sample: RootSampleSnapshot
  readonly fullAtNs: number | null
  readonly watch: Plain
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
  private readonly watch: EventWatch | null
  private readonly sample: RootSample

  constructor(options: SpanRecorderOptions) {
    const share = options.sampleShare ?? 1
    assert(share >= 0 && share <= 1, "the share of requests to record is not between 0 and 1")
    this.keepsEvents = options.level === "events"
    this.everyRoot = share === 1
    this.watch = options.watch ?? null
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
    if (this.watch !== null) this.watch.event(nowNs)
    if (this.full || (this.events.room === 0 && !this.allows(CHUNK_ROWS * EVENT_BYTES, nowNs))) return
    this.events.append(nowNs, actor, kind, argument)
  }

  begin(frames: Frames, frame: Frame, actor: number): void {
    const { ints } = frames
    const at = frame << INT_SHIFT
    const parent = ints[at | PARENT]
    const parentRow = parent < 0 ? NO_ROW : ints[(parent << INT_SHIFT) | SPAN]
    const chunk = this.chunkFor(parentRow, frames, frame)
    if (chunk === null) {
      ints[at | SPAN] = NO_ROW
      return
    }
    const slot = chunk.count
    chunk.count = slot + 1
    const words = chunk.ints
    const to = slot << ROW_SHIFT
    chunk.doubles[slot << START_SHIFT] = frames.doubles[(frame << DOUBLE_SHIFT) | STARTED]
    words[to | PARENT_WORD] = parentRow
    words[to | PLACE_WORD] = (actor & NO_ACTOR) | (ints[at | OPERATION] << 16)
    // `parentRow >> 31` has all bits set for a root, none below one.
    const caller = (parentRow >> 31) & (ints[at | CALLER] << CALLER_SHIFT)
    words[to | ENDING_WORD] = IN_FLIGHT | (packedAttempt(ints[at | ATTEMPT]) << 4) | caller
    ints[at | SPAN] = chunk.firstRow + slot
  }

  end(frames: Frames, frame: Frame, outcome: number): void {
    const row = frames.ints[(frame << INT_SHIFT) | SPAN]
    const index = row - this.spans.firstRow
    if (row < 0) this.endMissed(frames, frame, outcome)
    else if (index < 0) {
      const parts = waitsOf(frames, frame)
      this.close(row, frames.nowNs, outcome, parts)
    } else this.endHeld(frames, frame, outcome)
  }

  /** Begins a span; `parent` is a row or NO_ROW for a root. NO_ROW when the sample leaves it out. */
  open(parent: Row, startNs: number, operation: number, root: number): Row {
    if (this.full) return NO_ROW
    // Below a root that was left out there are no rows either, and its number gives the same answer again.
    if (parent < 0 && !this.everyRoot && !this.sample.keeps(root)) return NO_ROW
    if (this.spans.room === 0 && !this.allows(CHUNK_ROWS * SPAN_BYTES, startNs)) return NO_ROW
    return this.spans.open(parent, startNs, operation)
  }

  /** The span's callee and attempt number are known. */
  place(row: Row, actor: number, attempt: number): void {
    this.spans.place(row, actor, attempt)
  }

  /** Ends a span. `row` is not NO_ROW. */
  close(row: Row, endNs: number, outcome: number, parts: SpanParts): void {
    if (this.spans.close(row, endNs, outcome, parts)) this.sample.count(outcome)
  }

  /** A root that is not in the record has ended: it is counted, and kept alone if it failed and there is room. */
  missed(root: MissedRoot): void {
    this.sample.miss(root)
  }

  snapshot(): Plain {
    const saved: Snapshot = {
      spans: this.spans.snapshot(),
      events: this.events.snapshot(),
      sample: this.sample.snapshot(),
      fullAtNs: this.fullAtNs,
      watch: this.watch === null ? null : this.watch.snapshot(),
    }
    return saved
  }

  /** Takes what a recorder of the same options saved. The record begins with `spans.firstRow` and `events.firstRow`. */
  restore(saved: Plain): void {
    assert(typeof saved === "object" && saved !== null && "spans" in saved, "a snapshot holds no record to go on with")
    const { spans, events, sample, fullAtNs, watch } = saved as Snapshot
    this.spans.restore(spans)
    this.events.restore(events)
    this.sample.restore(sample)
    this.fullAtNs = fullAtNs
    this.full = fullAtNs !== null
    this.watch?.restore(watch)
  }

  /** The chunk a span goes into, null when it is left out. */
  private chunkFor(parentRow: Row, frames: Frames, frame: Frame): SpanChunk | null {
    if (parentRow < 0 && !this.takes(frames.int(frame, ROOT))) return null
    const chunk = this.spans.current
    if (this.full) return null
    if (chunk.count < chunk.capacity) return chunk
    return this.allows(CHUNK_ROWS * SPAN_BYTES, frames.nowNs) ? this.spans.begin() : null
  }

  /** Whether a root is kept. What no client has caused never is. */
  private takes(root: number): boolean {
    return root >= 0 && (this.everyRoot || this.sample.keeps(root))
  }

  /** As `spans.close`, without the way through objects: this is for nearly every span of a run. */
  private endHeld(frames: Frames, frame: Frame, outcome: number): void {
    const { ints, doubles, nowNs } = frames
    const row = ints[(frame << INT_SHIFT) | SPAN]
    const from = frame << DOUBLE_SHIFT
    const chunk = this.spans.chunks[(row - this.spans.firstRow) >>> CHUNK_BITS]
    const to = (row & (CHUNK_ROWS - 1)) << ROW_SHIFT
    const words = chunk.ints
    const durationNs = nowNs - doubles[from | STARTED]
    const queueNs = doubles[from | QUEUED]
    const rare = doubles[from | BACKOFF] + doubles[from | POOLED] + doubles[from | NETWORK]
    const waits = ints[(frame << INT_SHIFT) | FLAGS] & (IN_LINE | IN_TRANSIT)
    if (rare !== 0 || waits !== 0 || durationNs >= OVERFLOW) {
      this.close(row, nowNs, outcome, waitsOf(frames, frame))
      return
    }
    assert((words[to | ENDING_WORD] & ATTEMPT_MAX) === IN_FLIGHT, "a span is closed twice")
    assert(queueNs <= durationNs, "the parts of a span are longer than it")
    words[to | ENDING_WORD] = (words[to | ENDING_WORD] & ~ATTEMPT_MAX) | outcome
    words[to | DURATION_WORD] = durationNs
    words[to | QUEUE_WORD] = queueNs
    chunk.closed++
    if (words[to | PARENT_WORD] < 0) this.sample.count(outcome)
  }

  private endMissed(frames: Frames, frame: Frame, outcome: number): void {
    if (frames.int(frame, PARENT) >= 0 || frames.has(frame, DETACHED) || frames.int(frame, ROOT) < 0) return
    // Of those that went well there is only their number, and an object for each would cost more than the rest (measured).
    if (outcome === OK) {
      this.sample.pass()
      return
    }
    const callee = frames.int(frame, CALLEE)
    this.missed({
      ...waitsOf(frames, frame),
      root: frames.int(frame, ROOT),
      operation: frames.operation(frame),
      actor: callee < 0 ? NO_ACTOR : callee,
      outcome,
      startNs: frames.double(frame, STARTED),
      endNs: frames.nowNs,
    })
  }

  /** Whether a chunk of so many bytes may begin. */
  private allows(bytes: number, nowNs: number): boolean {
    if (this.bytes + bytes <= this.bytesMax) return true
    this.full = true
    this.fullAtNs = nowNs
    return false
  }
}
