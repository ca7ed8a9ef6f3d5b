import { IN_FLIGHT } from "../frames/outcome.ts"
import { NO_ACTOR, type Row, type SpanParts } from "./recorder.ts"

/** Rows of a chunk but for the last of a record (chosen in UI playback: 1 to 2 MB are transferred in 0.1 ms). */
export const CHUNK_ROWS = 65_536
/** log2 of CHUNK_ROWS. */
export const CHUNK_BITS = 16
/** f64 start, i32 parent, u32 duration, queue and network, u16 actor and operation, u8 ending. */
export const SPAN_BYTES = 29
/** In memory, of a value kept beside the columns: an entry of a Map in V8 (about 36 B, more while it grows). */
export const SPARSE_BYTES = 40

/** Values kept beside the columns: those that do not fit their column, and those most spans do not have. */
export const SPARSE_DURATION = 0
export const SPARSE_QUEUE = 1
export const SPARSE_NETWORK = 2
export const SPARSE_BACKOFF = 3
export const SPARSE_POOL = 4

/** In a u32 column: the value is that or more (4.29 s) and stands in `sparse`. */
const OVERFLOW = 0xffff_ffff
const ATTEMPT_MAX = 15

/**
 * A run of spans as columns over one transferable buffer. To send it: `firstRow`, `count`, `closed`, `buffer`,
 * `sparse`; the other side makes a chunk of them again. Times in ns.
 */
export class SpanChunk {
  readonly firstRow: Row
  readonly capacity: number
  readonly buffer: ArrayBuffer
  readonly start: Float64Array
  readonly parent: Int32Array
  readonly duration: Uint32Array
  readonly queue: Uint32Array
  readonly network: Uint32Array
  readonly actor: Uint16Array
  readonly operation: Uint16Array
  /** Outcome in the low four bits, attempt in the high ones. */
  readonly ending: Uint8Array
  /** By SPARSE_* × CHUNK_ROWS + slot. */
  readonly sparse = new Map<number, number>()
  count = 0
  /** How many of them have ended. */
  closed = 0

  constructor(firstRow: Row, capacity: number, buffer: ArrayBuffer = new ArrayBuffer(capacity * SPAN_BYTES)) {
    this.firstRow = firstRow
    this.capacity = capacity
    this.buffer = buffer
    this.start = new Float64Array(buffer, 0, capacity)
    this.parent = new Int32Array(buffer, capacity * 8, capacity)
    this.duration = new Uint32Array(buffer, capacity * 12, capacity)
    this.queue = new Uint32Array(buffer, capacity * 16, capacity)
    this.network = new Uint32Array(buffer, capacity * 20, capacity)
    this.actor = new Uint16Array(buffer, capacity * 24, capacity)
    this.operation = new Uint16Array(buffer, capacity * 26, capacity)
    this.ending = new Uint8Array(buffer, capacity * 28, capacity)
  }

  /** Appends a span in flight; there must be room. */
  append(parent: Row, startNs: number, operation: number): void {
    const slot = this.count++
    this.start[slot] = startNs
    this.parent[slot] = parent
    this.actor[slot] = NO_ACTOR
    this.operation[slot] = operation
    this.ending[slot] = IN_FLIGHT
  }

  place(slot: number, actor: number, attempt: number): void {
    this.actor[slot] = actor
    this.ending[slot] = (this.ending[slot] & ATTEMPT_MAX) | (packedAttempt(attempt) << 4)
  }

  /** Completes a span in flight. */
  close(slot: number, durationNs: number, outcome: number, parts: SpanParts): void {
    this.closed++
    this.ending[slot] = (this.ending[slot] & ~ATTEMPT_MAX) | outcome
    if (durationNs < OVERFLOW) this.duration[slot] = durationNs
    else this.overflow(this.duration, SPARSE_DURATION, slot, durationNs)
    if (parts.queueNs < OVERFLOW) this.queue[slot] = parts.queueNs
    else this.overflow(this.queue, SPARSE_QUEUE, slot, parts.queueNs)
    if (parts.networkNs < OVERFLOW) this.network[slot] = parts.networkNs
    else this.overflow(this.network, SPARSE_NETWORK, slot, parts.networkNs)
    if (parts.backoffNs !== 0) this.sparse.set(SPARSE_BACKOFF * CHUNK_ROWS + slot, parts.backoffNs)
    if (parts.poolNs !== 0) this.sparse.set(SPARSE_POOL * CHUNK_ROWS + slot, parts.poolNs)
  }

  outcomeAt(slot: number): number {
    return this.ending[slot] & ATTEMPT_MAX
  }

  attemptAt(slot: number): number {
    return this.ending[slot] >> 4
  }

  durationAt(slot: number): number {
    return this.exact(this.duration[slot], SPARSE_DURATION, slot)
  }

  queueAt(slot: number): number {
    return this.exact(this.queue[slot], SPARSE_QUEUE, slot)
  }

  networkAt(slot: number): number {
    return this.exact(this.network[slot], SPARSE_NETWORK, slot)
  }

  sparseAt(which: number, slot: number): number {
    return this.sparse.get(which * CHUNK_ROWS + slot) ?? 0
  }

  /** A copy with room for `capacity` spans, at least `count`. */
  resized(capacity: number): SpanChunk {
    const copy = new SpanChunk(this.firstRow, capacity)
    const count = this.count
    copy.start.set(this.start.subarray(0, count))
    copy.parent.set(this.parent.subarray(0, count))
    copy.duration.set(this.duration.subarray(0, count))
    copy.queue.set(this.queue.subarray(0, count))
    copy.network.set(this.network.subarray(0, count))
    copy.actor.set(this.actor.subarray(0, count))
    copy.operation.set(this.operation.subarray(0, count))
    copy.ending.set(this.ending.subarray(0, count))
    for (const [key, value] of this.sparse) copy.sparse.set(key, value)
    copy.count = count
    copy.closed = this.closed
    return copy
  }

  private exact(stored: number, which: number, slot: number): number {
    return stored === OVERFLOW ? this.sparseAt(which, slot) : stored
  }

  private overflow(column: Uint32Array, which: number, slot: number, valueNs: number): void {
    column[slot] = OVERFLOW
    this.sparse.set(which * CHUNK_ROWS + slot, valueNs)
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
