import { IN_FLIGHT } from "../frames/outcome.ts"
import { NO_ACTOR, type Row, type SpanParts } from "./recorder.ts"

/** Rows of a chunk but for the last of a record (chosen in UI playback: 1 to 2 MB are transferred in 0.1 ms). */
export const CHUNK_ROWS = 65_536
/** log2 of CHUNK_ROWS. */
export const CHUNK_BITS = 16
/** f64 start, i32 parent, u32 duration, queue and network, u16 actor and operation, u8 outcome and attempt, u16 caller. */
export const SPAN_BYTES = 32
/** In memory, of a value kept beside the columns: an entry of a Map in V8 (about 36 B, more while it grows). */
export const SPARSE_BYTES = 40

/** Values kept beside the columns: those that do not fit their column, and those most spans do not have. */
export const SPARSE_DURATION = 0
export const SPARSE_QUEUE = 1
export const SPARSE_NETWORK = 2
export const SPARSE_BACKOFF = 3
export const SPARSE_POOL = 4
const SPARSE_KINDS = [SPARSE_DURATION, SPARSE_QUEUE, SPARSE_NETWORK, SPARSE_BACKOFF, SPARSE_POOL]

/** Words of a row as integers. A row is half a cache line: columns of their own would be seven lines for every span. */
export const ROW_SHIFT = 3
export const PARENT_WORD = 2
export const DURATION_WORD = 3
export const QUEUE_WORD = 4
export const NETWORK_WORD = 5
/** Actor in the low 16 bits, operation in the high ones. */
export const PLACE_WORD = 6
/** Outcome in the low four bits, attempt in the four above; in the high 16, of a root alone, the actor that calls. */
export const ENDING_WORD = 7
/** Words of a row as doubles; the first is its start. */
export const START_SHIFT = 2

/** In a u32 word: the value is that or more (4.29 s) and stands in `sparse`. */
export const OVERFLOW = 0xffff_ffff
export const ATTEMPT_MAX = 15
export const CALLER_SHIFT = 16
const ATTEMPT_SHIFT = 4
const U16_MASK = 0xffff

/**
 * A run of spans as rows over one transferable buffer. To send it: `firstRow`, `count`, `closed`, `buffer`,
 * `sparse`; the other side makes a chunk of them again. Times in ns.
 */
export class SpanChunk {
  readonly firstRow: Row
  readonly capacity: number
  readonly buffer: ArrayBuffer
  /** The start of the span in `slot` is at slot << START_SHIFT, its integers begin at slot << ROW_SHIFT. */
  readonly doubles: Float64Array
  readonly ints: Int32Array
  /** By SPARSE_* × CHUNK_ROWS + slot. */
  readonly sparse = new Map<number, number>()
  count = 0
  /** How many of them have ended. */
  closed = 0

  constructor(firstRow: Row, capacity: number, buffer: ArrayBuffer = new ArrayBuffer(capacity * SPAN_BYTES)) {
    this.firstRow = firstRow
    this.capacity = capacity
    this.buffer = buffer
    this.doubles = new Float64Array(buffer)
    this.ints = new Int32Array(buffer)
  }

  /** Appends a span in flight; there must be room. `caller` is the actor that makes the call, kept of a root. */
  append(parent: Row, startNs: number, operation: number, caller: number = NO_ACTOR): void {
    const slot = this.count++
    const at = slot << ROW_SHIFT
    this.doubles[slot << START_SHIFT] = startNs
    this.ints[at | PARENT_WORD] = parent
    this.ints[at | PLACE_WORD] = NO_ACTOR | (operation << 16)
    this.ints[at | ENDING_WORD] = IN_FLIGHT | (parent < 0 ? caller << CALLER_SHIFT : 0)
  }

  place(slot: number, actor: number, attempt: number): void {
    const at = slot << ROW_SHIFT
    this.ints[at | PLACE_WORD] = (this.ints[at | PLACE_WORD] & ~U16_MASK) | actor
    const ending = this.ints[at | ENDING_WORD] & ~(ATTEMPT_MAX << ATTEMPT_SHIFT)
    this.ints[at | ENDING_WORD] = ending | (packedAttempt(attempt) << ATTEMPT_SHIFT)
  }

  /** Completes a span in flight. */
  close(slot: number, durationNs: number, outcome: number, parts: SpanParts): void {
    const at = slot << ROW_SHIFT
    this.closed++
    this.ints[at | ENDING_WORD] = (this.ints[at | ENDING_WORD] & ~ATTEMPT_MAX) | outcome
    this.set(at | DURATION_WORD, SPARSE_DURATION, durationNs)
    this.set(at | QUEUE_WORD, SPARSE_QUEUE, parts.queueNs)
    this.set(at | NETWORK_WORD, SPARSE_NETWORK, parts.networkNs)
    if (parts.backoffNs !== 0) this.sparse.set(SPARSE_BACKOFF * CHUNK_ROWS + slot, parts.backoffNs)
    if (parts.poolNs !== 0) this.sparse.set(SPARSE_POOL * CHUNK_ROWS + slot, parts.poolNs)
  }

  /** Makes a span that has ended one in flight again: a run that goes on from before its end may end it in another way. */
  reopen(slot: number): void {
    if (this.outcomeAt(slot) === IN_FLIGHT) return
    const at = slot << ROW_SHIFT
    this.closed--
    this.ints[at | ENDING_WORD] = (this.ints[at | ENDING_WORD] & ~ATTEMPT_MAX) | IN_FLIGHT
    for (const word of [DURATION_WORD, QUEUE_WORD, NETWORK_WORD]) this.ints[at | word] = 0
    for (const which of SPARSE_KINDS) this.sparse.delete(which * CHUNK_ROWS + slot)
  }

  startAt(slot: number): number {
    return this.doubles[slot << START_SHIFT]
  }

  parentAt(slot: number): Row {
    return this.ints[(slot << ROW_SHIFT) | PARENT_WORD]
  }

  actorAt(slot: number): number {
    return this.ints[(slot << ROW_SHIFT) | PLACE_WORD] & U16_MASK
  }

  operationAt(slot: number): number {
    return this.ints[(slot << ROW_SHIFT) | PLACE_WORD] >>> 16
  }

  /** A word as it stands, as an unsigned integer. */
  wordAt(slot: number, word: number): number {
    return this.ints[(slot << ROW_SHIFT) | word] >>> 0
  }

  outcomeAt(slot: number): number {
    return this.ints[(slot << ROW_SHIFT) | ENDING_WORD] & ATTEMPT_MAX
  }

  attemptAt(slot: number): number {
    return (this.ints[(slot << ROW_SHIFT) | ENDING_WORD] >> ATTEMPT_SHIFT) & ATTEMPT_MAX
  }

  /** Actor that made a root call, NO_ACTOR below one: there its parent tells. */
  callerAt(slot: number): number {
    return this.parentAt(slot) < 0 ? this.ints[(slot << ROW_SHIFT) | ENDING_WORD] >>> CALLER_SHIFT : NO_ACTOR
  }

  durationAt(slot: number): number {
    return this.exact(slot, DURATION_WORD, SPARSE_DURATION)
  }

  queueAt(slot: number): number {
    return this.exact(slot, QUEUE_WORD, SPARSE_QUEUE)
  }

  networkAt(slot: number): number {
    return this.exact(slot, NETWORK_WORD, SPARSE_NETWORK)
  }

  sparseAt(which: number, slot: number): number {
    return this.sparse.get(which * CHUNK_ROWS + slot) ?? 0
  }

  /** A copy with room for `capacity` spans, at least `count`. */
  resized(capacity: number): SpanChunk {
    const copy = new SpanChunk(this.firstRow, capacity)
    copy.ints.set(this.ints.subarray(0, this.count << ROW_SHIFT))
    for (const [key, value] of this.sparse) copy.sparse.set(key, value)
    copy.count = this.count
    copy.closed = this.closed
    return copy
  }

  private exact(slot: number, word: number, which: number): number {
    const stored = this.wordAt(slot, word)
    return stored === OVERFLOW ? this.sparseAt(which, slot) : stored
  }

  private set(at: number, which: number, valueNs: number): void {
    if (valueNs < OVERFLOW) this.ints[at] = valueNs
    else {
      this.ints[at] = -1
      this.sparse.set(which * CHUNK_ROWS + (at >> ROW_SHIFT), valueNs)
    }
  }
}

/** Attempts from the 15th on count as the 15th. */
export function packedAttempt(attempt: number): number {
  return attempt > ATTEMPT_MAX ? ATTEMPT_MAX : attempt
}

/** How many values of a span stand beside the columns. */
export function sparseValues(durationNs: number, parts: SpanParts): number {
  return (
    Number(durationNs >= OVERFLOW) +
    Number(parts.queueNs >= OVERFLOW) +
    Number(parts.networkNs >= OVERFLOW) +
    Number(parts.backoffNs !== 0) +
    Number(parts.poolNs !== 0)
  )
}

/** A chunk as plain data, no longer than its spans. */
export type SavedSpanChunk = {
  readonly firstRow: Row
  readonly count: number
  readonly closed: number
  readonly bytes: Uint8Array
  readonly sparse: ReadonlyMap<number, number>
}

export function saveChunk(chunk: SpanChunk): SavedSpanChunk {
  const copy = chunk.resized(chunk.count)
  const { firstRow, count, closed, sparse } = copy
  return { firstRow, count, closed, sparse, bytes: new Uint8Array(copy.buffer) }
}

/** The chunk `saveChunk` saved, with room for `capacity` spans. */
export function loadChunk(saved: SavedSpanChunk, capacity: number): SpanChunk {
  const chunk = new SpanChunk(saved.firstRow, saved.count, new Uint8Array(saved.bytes).buffer)
  for (const [key, value] of saved.sparse) chunk.sparse.set(key, value)
  chunk.count = saved.count
  chunk.closed = saved.closed
  return chunk.resized(capacity)
}
