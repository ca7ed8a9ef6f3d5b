import { assert } from "../assert.ts"
import { IN_FLIGHT } from "../frames/outcome.ts"
import { type LateSpan, type OpenRow, OpenRows } from "./open-rows.ts"
import { NO_ACTOR, NO_ROW, type Row, type SpanParts } from "./recorder.ts"
import {
  CHUNK_BITS,
  CHUNK_ROWS,
  loadChunk,
  type SavedSpanChunk,
  SPAN_BYTES,
  SPARSE_BACKOFF,
  SPARSE_BYTES,
  SPARSE_POOL,
  SpanChunk,
  saveChunk,
  sparseValues,
} from "./span-chunk.ts"

const SLOT_MASK = CHUNK_ROWS - 1
const U16_MAX = 0xffff

export type SpanTableSnapshot = {
  readonly current: SavedSpanChunk
  readonly openRows: ReadonlyMap<Row, OpenRow>
  readonly sparseBefore: number
}

/**
 * Spans by row, in the order of their start. It holds rows from `firstRow` on: earlier chunks were detached, or were
 * finished before the snapshot this table was restored from. A span still open has the outcome in-flight and a
 * duration of 0. Times in ns.
 */
export class SpanTable {
  /** The first row held. */
  firstRow: Row = 0
  /** Held chunks, in order. */
  chunks: SpanChunk[] = []
  /** The unfinished chunk. */
  current = new SpanChunk(0, 0)
  /** Open spans of chunks no longer held, and how they ended since. */
  private readonly earlier = new OpenRows()
  /** Values beside the columns in chunks no longer held. */
  private sparseBefore = 0

  /** Spans ever opened. */
  get count(): number {
    return this.current.firstRow + this.current.count
  }

  /** Rows left before the next chunk begins. */
  get room(): number {
    return this.current.capacity - this.current.count
  }

  /** Memory all spans took so far, detached ones too, so that it does not depend on who took which chunk when. */
  get bytes(): number {
    const chunks = Math.ceil(this.count / CHUNK_ROWS)
    const sparse = this.chunks.reduce((sum, chunk) => sum + chunk.sparse.size, this.sparseBefore)
    return chunks * CHUNK_ROWS * SPAN_BYTES + sparse * SPARSE_BYTES
  }

  /** `caller`: the actor that makes the call, where it is a root. */
  open(parent: Row, startNs: number, operation: number, caller: number = NO_ACTOR): Row {
    assert(operation >= 0 && operation <= U16_MAX, "a span's operation does not fit its column")
    let chunk = this.current
    const before = chunk.count - 1
    assert(before < 0 || startNs >= chunk.startAt(before), "a span begins before one that was recorded earlier")
    if (chunk.count === chunk.capacity) chunk = this.begin()
    const row = chunk.firstRow + chunk.count
    chunk.append(parent, startNs, operation, caller)
    return row
  }

  place(row: Row, actor: number, attempt: number): void {
    assert(actor >= 0 && actor < NO_ACTOR, "a span's actor does not fit its column")
    if (row < this.firstRow) this.earlier.place(row, actor, attempt)
    else this.chunks[(row - this.firstRow) >>> CHUNK_BITS].place(row & SLOT_MASK, actor, attempt)
  }

  /** Completes a span; true when it is a root. */
  close(row: Row, endNs: number, outcome: number, parts: SpanParts): boolean {
    assert(outcome >= 0 && outcome < IN_FLIGHT, "a span ends without an outcome")
    if (row < this.firstRow) return this.closeEarlier(row, endNs, outcome, parts)
    const chunk = this.chunks[(row - this.firstRow) >>> CHUNK_BITS]
    const slot = row & SLOT_MASK
    assert(chunk.outcomeAt(slot) === IN_FLIGHT, "a span is closed twice")
    const durationNs = endNs - chunk.startAt(slot)
    checkParts(durationNs, parts)
    chunk.close(slot, durationNs, outcome, parts)
    return chunk.parentAt(slot) === NO_ROW
  }

  /** Hands over the earliest chunk that is finished, null when there is none. Spans open in it will end up in `takeLate`. */
  detach(): SpanChunk | null {
    if (this.chunks.length < 2) return null
    const chunk = this.chunks.shift()
    if (chunk === undefined) return null
    this.earlier.keep(chunk)
    this.sparseBefore += chunk.sparse.size
    this.firstRow = chunk.firstRow + CHUNK_ROWS
    return chunk
  }

  /** What became of spans in chunks not held since the last call, in order, for whoever holds them to `complete`. */
  takeLate(): LateSpan[] {
    return this.earlier.take()
  }

  /** Enters what came after the chunk had left the table it was recorded in. */
  complete(late: LateSpan): void {
    if (late.actor !== NO_ACTOR) this.place(late.row, late.actor, late.attempt)
    if (late.outcome !== IN_FLIGHT) this.close(late.row, this.start(late.row) + late.durationNs, late.outcome, late)
  }

  /** Appends a chunk from elsewhere (another thread, a file); an empty table may begin with any. */
  adopt(chunk: SpanChunk): void {
    assert(chunk.firstRow % CHUNK_ROWS === 0, "a chunk does not begin where chunks begin")
    assert(this.chunks.length === 0 || chunk.firstRow === this.count, "a chunk is missing before this one")
    if (this.chunks.length === 0) this.firstRow = chunk.firstRow
    this.chunks.push(chunk)
    this.current = chunk
  }

  /**
   * Puts back the chunks before the first one held: of a table restored from a snapshot, which covers no finished chunk.
   * They end where this table begins. Spans that have ended since their chunk was finished are completed.
   */
  precede(chunks: readonly SpanChunk[]): void {
    const last = chunks.at(-1)
    if (last === undefined) return
    assert(last.firstRow + last.count === this.firstRow, "a chunk is missing between those put back and the first held")
    this.chunks.unshift(...chunks)
    this.firstRow = chunks[0].firstRow
    for (const late of this.takeLate()) this.complete(late)
    this.sparseBefore -= chunks.reduce((sum, chunk) => sum + chunk.sparse.size, 0)
  }

  start(row: Row): number {
    return this.chunkOf(row).startAt(row & SLOT_MASK)
  }

  /** 0 while it is open. */
  duration(row: Row): number {
    return this.chunkOf(row).durationAt(row & SLOT_MASK)
  }

  /** NO_ROW for a root. */
  parent(row: Row): Row {
    return this.chunkOf(row).parentAt(row & SLOT_MASK)
  }

  /** The callee, NO_ACTOR when it never got to one. */
  actor(row: Row): number {
    return this.chunkOf(row).actorAt(row & SLOT_MASK)
  }

  /** The actor that made a root call, NO_ACTOR below one. */
  caller(row: Row): number {
    return this.chunkOf(row).callerAt(row & SLOT_MASK)
  }

  operation(row: Row): number {
    return this.chunkOf(row).operationAt(row & SLOT_MASK)
  }

  /** 15 stands for that and more. */
  attempt(row: Row): number {
    return this.chunkOf(row).attemptAt(row & SLOT_MASK)
  }

  outcome(row: Row): number {
    return this.chunkOf(row).outcomeAt(row & SLOT_MASK)
  }

  queue(row: Row): number {
    return this.chunkOf(row).queueAt(row & SLOT_MASK)
  }

  network(row: Row): number {
    return this.chunkOf(row).networkAt(row & SLOT_MASK)
  }

  backoff(row: Row): number {
    return this.chunkOf(row).sparseAt(SPARSE_BACKOFF, row & SLOT_MASK)
  }

  pool(row: Row): number {
    return this.chunkOf(row).sparseAt(SPARSE_POOL, row & SLOT_MASK)
  }

  /** The unfinished chunk, and what is needed to end the spans still open in earlier ones. */
  snapshot(): SpanTableSnapshot {
    const openRows = this.earlier.withChunks(this.chunks.slice(0, -1))
    const sparse = this.chunks.slice(0, -1).reduce((sum, chunk) => sum + chunk.sparse.size, this.sparseBefore)
    return { current: saveChunk(this.current), openRows, sparseBefore: sparse }
  }

  /** Goes on where the table that was saved stood. The rows held begin with its unfinished chunk. */
  restore(saved: SpanTableSnapshot): void {
    const { firstRow, count } = saved.current
    this.current = loadChunk(saved.current, count === 0 ? 0 : CHUNK_ROWS)
    this.chunks = count === 0 ? [] : [this.current]
    this.firstRow = firstRow
    this.earlier.restore(saved.openRows)
    this.sparseBefore = saved.sparseBefore
  }

  /** Begins the next chunk. */
  begin(): SpanChunk {
    const chunk = new SpanChunk(this.count, CHUNK_ROWS)
    this.chunks.push(chunk)
    this.current = chunk
    return chunk
  }

  private closeEarlier(row: Row, endNs: number, outcome: number, parts: SpanParts): boolean {
    const was = this.earlier.remove(row)
    const durationNs = endNs - was.startNs
    checkParts(durationNs, parts)
    this.earlier.end({ ...parts, row, actor: was.actor, attempt: was.attempt, outcome, durationNs })
    this.sparseBefore += sparseValues(durationNs, parts)
    return was.root
  }

  private chunkOf(row: Row): SpanChunk {
    assert(row >= this.firstRow && row < this.count, "a span is asked for that is not held")
    return this.chunks[(row - this.firstRow) >>> CHUNK_BITS]
  }
}

function checkParts(durationNs: number, parts: SpanParts): void {
  assert(
    parts.queueNs + parts.networkNs + parts.backoffNs + parts.poolNs <= durationNs,
    "the parts of a span are longer than it",
  )
}
